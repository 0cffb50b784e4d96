//! The doses of adults: boosters, doses for older people, travel doses.

use chrono::{Datelike, NaiveDate};

use super::history::{Chart, Place};
use super::person::{after, day};
use super::vaccines::series;

/// Registries have few doses of adults from before this year.
const RECORDED_FROM: i32 = 2003;

pub(super) fn add(chart: &mut Chart) {
    if !chart.is_willing {
        return;
    }
    boosters(chart);
    zoster(chart);
    pneumococcal(chart);
    if let Some(on) = turning(chart, 62, day(2023, 9, 15)).filter(|_| chart.numbers.chance(230)) {
        chart.give(series("rsv"), on, Place::Clinic);
    }
    hepatitis(chart);
    travel(chart);
}

/// Tetanus about every ten years.
fn boosters(chart: &mut Chart) {
    let mut age = chart.numbers.between(20..=28);
    while age < 95 {
        let on = after(chart.birth_date, age * 365 + chart.numbers.between(0..=300));
        if on > chart.until {
            break;
        }
        if on.year() >= RECORDED_FROM && chart.numbers.chance(470) {
            let is_tdap = chart.numbers.chance(780);
            chart.give(series(if is_tdap { "tdap" } else { "td" }), on, Place::Clinic);
        }
        age += chart.numbers.between(9..=13);
    }
}

fn zoster(chart: &mut Chart) {
    if let Some(on) = turning(chart, 60, day(2007, 1, 15)).filter(|_| chart.numbers.chance(180)) {
        chart.give(series("zoster-live"), on, Place::Pharmacy);
    }
    if let Some(on) = turning(chart, 50, day(2018, 3, 1)).filter(|_| chart.numbers.chance(330)) {
        chart.give(series("zoster"), on, Place::Pharmacy);
        let second = after(on, chart.numbers.between(62..=200));
        if chart.numbers.chance(820) {
            chart.give(series("zoster"), second, Place::Pharmacy);
        }
    }
}

fn pneumococcal(chart: &mut Chart) {
    if let Some(on) = turning(chart, 65, day(2006, 1, 15)).filter(|_| chart.numbers.chance(610)) {
        chart.give(series("pneumo-adult"), on, Place::Clinic);
        let later = after(on, chart.numbers.between(370..=1500));
        if chart.numbers.chance(350) {
            chart.give(series("pneumo-adult"), later, Place::Clinic);
        }
    }
}

fn hepatitis(chart: &mut Chart) {
    if !chart.numbers.chance(70) {
        return;
    }
    let Some(first) = turning(chart, 24, day(2004, 1, 15)) else {
        return;
    };
    let vaccine = *chart.numbers.one_of(&["hepb-adult", "hepa-adult"]);
    for days in [0, 31, 185] {
        if days != 31 || vaccine == "hepb-adult" {
            chart.give(series(vaccine), after(first, days), Place::Clinic);
        }
    }
}

fn travel(chart: &mut Chart) {
    if !chart.numbers.chance(25) {
        return;
    }
    if let Some(on) = turning(chart, 20, day(2005, 1, 15)) {
        let vaccine = *chart.numbers.one_of(&["typhoid", "yellow-fever", "rabies"]);
        chart.give(series(vaccine), on, Place::Clinic);
    }
}

/// A day in the years after this birthday or after the vaccine's introduction, whichever is later; `None` if that is in
/// the future.
fn turning(chart: &mut Chart, age: i64, came: NaiveDate) -> Option<NaiveDate> {
    let birthday = after(chart.birth_date, age * 36_525 / 100);
    let on = after(birthday.max(came), chart.numbers.between(0..=1400));
    (on <= chart.until).then_some(on)
}
