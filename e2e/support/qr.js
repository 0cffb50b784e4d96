// Finds a QR code in a picture and reports its encoding; decodes the digits of a SMART Health Card to its signed text.
import jsQR from "jsqr";
import { PNG } from "pngjs";

/** `{version, level, segments: [{type, text}], text}`, or nothing if no code is found. */
export function readQr(png) {
  const { width, height, data } = PNG.sync.read(png);
  const code = jsQR(new Uint8ClampedArray(data), width, height);
  if (!code) return null;
  const isDark = (x, y) => data[4 * (Math.round(y) * width + Math.round(x))] < 128;
  return {
    version: code.version,
    level: level(code, isDark),
    segments: code.chunks.map(({ type, text }) => ({ type, text })),
    text: code.data,
  };
}

/** Error level: the first two modules of the ninth row, under the mask 10 (ISO/IEC 18004 section 7.9.1). */
function level({ version, location }, isDark) {
  const { topLeftCorner: start, topRightCorner: right, bottomLeftCorner: bottom } = location;
  const modules = 17 + 4 * version;
  const at = (column, row) => {
    const [across, down] = [(column + 0.5) / modules, (row + 0.5) / modules];
    const x = start.x + across * (right.x - start.x) + down * (bottom.x - start.x);
    const y = start.y + across * (right.y - start.y) + down * (bottom.y - start.y);
    return isDark(x, y) ? 1 : 0;
  };
  const bits = ((at(0, 8) << 1) | at(1, 8)) ^ 0b10;
  return ["M", "L", "H", "Q"][bits];
}

/** Each pair of digits is a character: its code less 45 (SMART Health Cards, "Encoding Chunks as QR Codes"). */
export function jwsOf(digits) {
  return digits.match(/../g).map((pair) => String.fromCharCode(Number(pair) + 45)).join("");
}
