// Classifiers for timing attacks: each learns from one half of the samples and guesses the other.

/** Random numbers from 0 to 1 that are the same for a seed (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Guesses by whether one time is above the threshold that is best among the seen samples. */
export function accuracyOfThreshold(seen, unseen, probe) {
  const sorted = [...seen].sort((a, b) => a.times[probe] - b.times[probe]);
  // With the threshold before the first sample, all guesses are "known".
  let right = sorted.filter(({ isKnown }) => isKnown).length;
  let best = { right: Math.max(right, sorted.length - right), limit: -Infinity, above: right >= sorted.length - right };
  for (const { isKnown, times } of sorted) {
    right += isKnown ? -1 : 1;
    const mirrored = sorted.length - right;
    if (Math.max(right, mirrored) > best.right) {
      best = { right: Math.max(right, mirrored), limit: times[probe], above: right >= mirrored };
    }
  }
  const guess = ({ times }) => Number(times[probe] > best.limit === best.above);
  return share(unseen, guess);
}

/** Guesses by a logistic regression over the logarithms of all times, fitted by gradient descent. */
export function logisticAccuracy(seen, unseen) {
  const columns = seen[0].times.map((_, probe) => seen.map(({ times }) => Math.log(times[probe])));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const deviations = columns.map((column, probe) =>
    Math.sqrt(column.reduce((sum, value) => sum + (value - means[probe]) ** 2, 0) / column.length),
  );
  const inputs = ({ times }) => [1, ...times.map((time, probe) => (Math.log(time) - means[probe]) / (deviations[probe] || 1))];
  const weights = [0, ...means.map(() => 0)];
  const known = (input) => 1 / (1 + Math.exp(-input.reduce((sum, value, index) => sum + value * weights[index], 0)));
  const rows = seen.map((sample) => [inputs(sample), sample.isKnown]);
  for (let round = 0; round < 2_000; round += 1) {
    const gradient = weights.map(() => 0);
    for (const [input, isKnown] of rows) {
      const error = known(input) - isKnown;
      input.forEach((value, index) => (gradient[index] += error * value));
    }
    gradient.forEach((value, index) => (weights[index] -= value / rows.length));
  }
  return share(unseen, (sample) => Number(known(inputs(sample)) > 0.5));
}

function share(samples, guess) {
  return samples.filter((sample) => guess(sample) === sample.isKnown).length / samples.length;
}
