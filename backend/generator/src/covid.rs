//! COVID-19 since December 2020: the first series when the person's age group is eligible, then boosters and yearly
//! doses.

use chrono::NaiveDate;

use super::history::{Chart, Place};
use super::person::{after, day};
use super::vaccines::{Series, series};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Brand {
    Pfizer,
    Moderna,
    Janssen,
    Novavax,
}

/// The age groups, and the day from which each was eligible.
const TURNS: [(i64, NaiveDate); 5] = [
    (65, day(2021, 1, 5)),
    (16, day(2021, 3, 10)),
    (12, day(2021, 5, 13)),
    (5, day(2021, 11, 5)),
    (0, day(2022, 6, 21)),
];

/// Campaigns after the first series: first day, length in days, participation in a thousand.
const ROUNDS: [(NaiveDate, i64, u64); 7] = [
    (day(2021, 10, 20), 150, 470),
    (day(2022, 4, 5), 120, 130),
    (day(2022, 9, 10), 180, 220),
    (day(2023, 9, 20), 150, 190),
    (day(2024, 9, 5), 140, 180),
    (day(2025, 9, 5), 140, 150),
    (day(2026, 9, 1), 55, 60),
];

pub(super) fn add(chart: &mut Chart) {
    let brand = chart.numbers.weighted(&[
        (57, Brand::Pfizer),
        (36, Brand::Moderna),
        (5, Brand::Janssen),
        (2, Brand::Novavax),
    ]);
    let takes_it = match chart.age_on(day(2021, 6, 1)) {
        65.. => 900,
        18..65 => 750,
        12..18 => 620,
        5..12 => 370,
        0..5 => 110,
    };
    if !chart.is_willing || !chart.numbers.chance(takes_it) {
        return;
    }
    if let Some(last) = first_series(chart, brand) {
        boosters(chart, brand, last);
    }
}

/// The day of the last dose of the first series.
fn first_series(chart: &mut Chart, brand: Brand) -> Option<NaiveDate> {
    let birth_date = chart.birth_date;
    let turn = |(age, open): (i64, NaiveDate)| open.max(after(birth_date, age * 36_525 / 100 + 185));
    let begin = TURNS.map(turn).into_iter().min()?;
    let begin = if brand == Brand::Novavax {
        begin.max(day(2022, 7, 15))
    } else {
        begin
    };
    let first = after(
        begin,
        chart.numbers.between(0..=130).min(chart.numbers.between(0..=400)),
    );
    if !chart.give(series_on(brand, chart.age_on(first)), first, Place::Pharmacy) {
        return None;
    }
    // One dose completed the series with this vaccine, and with every vaccine since autumn 2023.
    if brand == Brand::Janssen || first >= day(2023, 9, 1) && chart.age_on(first) >= 5 {
        return Some(first);
    }
    let second = after(first, chart.numbers.between(21..=38));
    let is_done = chart.numbers.chance(930);
    if is_done && chart.give(series_on(brand, chart.age_on(second)), second, Place::Pharmacy) {
        return Some(second);
    }
    Some(first)
}

fn boosters(chart: &mut Chart, brand: Brand, mut last: NaiveDate) {
    for (begin, length, followed) in ROUNDS {
        let on = after(begin, chart.numbers.between(0..=length));
        let per_mille = match chart.age_on(on) {
            0..12 => followed / 3,
            12..65 => followed,
            65.. => followed * 18 / 10,
        };
        let is_due = on >= after(last, 110);
        if is_due && chart.numbers.chance(per_mille) {
            let brand = match brand {
                Brand::Janssen => Brand::Moderna,
                same if chart.numbers.chance(850) => same,
                _ => Brand::Pfizer,
            };
            if chart.give(series_on(brand, chart.age_on(on)), on, Place::Pharmacy) {
                last = on;
            }
        }
    }
}

fn series_on(brand: Brand, age: u32) -> &'static Series {
    series(match (brand, age) {
        (Brand::Pfizer | Brand::Janssen | Brand::Novavax, 0..5) => "covid-pfizer-0",
        (Brand::Pfizer | Brand::Janssen | Brand::Novavax, 5..12) => "covid-pfizer-5",
        (Brand::Moderna, 0..12) => "covid-moderna-0",
        (Brand::Moderna, 12..) => "covid-moderna-12",
        (Brand::Janssen, 18..) => "covid-janssen",
        (Brand::Novavax, 12..) => "covid-novavax",
        (Brand::Pfizer | Brand::Janssen, 12..) => "covid-pfizer-12",
    })
}
