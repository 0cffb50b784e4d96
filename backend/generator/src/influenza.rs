//! Influenza: every autumn for some people, occasionally for others.

use chrono::Datelike;

use super::history::{Chart, Place};
use super::person::{after, day};
use super::vaccines::series;

const FIRST_SEASON: i32 = 2009;

pub(super) fn add(chart: &mut Chart) {
    // Participation in a thousand seasons.
    let habit = chart.numbers.weighted(&[(54, 12), (31, 180), (15, 700)]);
    if !chart.is_willing {
        return;
    }
    for season in FIRST_SEASON.max(chart.birth_date.year())..=chart.until.year() {
        // Registries became complete over the years.
        let recorded = if season < 2014 { habit / 3 } else { habit };
        let on = after(day(season, 9, 5), chart.numbers.between(0..=110));
        let is_old_enough = on >= after(chart.birth_date, 185);
        if !is_old_enough || !chart.numbers.chance(recorded) {
            continue;
        }
        let (name, place) = match chart.age_on(on) {
            0..18 => ("influenza-child", Place::Clinic),
            18..65 => ("influenza-adult", Place::Pharmacy),
            65.. => ("influenza-senior", Place::Pharmacy),
        };
        chart.give(series(name), on, place);
    }
}
