//! The doses of a child by the schedule, and which of them the records of adults still have.

use chrono::{Datelike, NaiveDate};

use super::history::{Chart, Place};
use super::person::after;
use super::vaccines::CHILDHOOD;

/// The plans in `childhood.tsv`: which combination vaccines the clinic uses.
struct Plans {
    infant: &'static str,
    school: &'static str,
}

pub(super) fn add(chart: &mut Chart) {
    let born = chart.birth_date.year();
    let is_on_record = match born {
        2000.. => 955,
        1985..2000 => 350,
        1965..1985 => 110,
        _ => 50,
    };
    if !chart.numbers.chance(is_on_record) || !chart.is_willing {
        return;
    }
    let is_from_paper = match born {
        2008.. => chart.numbers.chance(60),
        1995..2008 => chart.numbers.chance(350),
        _ => true,
    };
    let plans = plans(chart, born);
    let mut visit = (0, chart.birth_date);
    for step in CHILDHOOD.iter() {
        if step.months != visit.0 {
            visit = (step.months, due(chart, step.months, step.spread_days));
        }
        if visit.1 > chart.until {
            break;
        }
        let is_planned = [plans.infant, plans.school, "any"].contains(&step.plan);
        if !is_planned || !chart.numbers.chance(step.per_mille) {
            continue;
        }
        if is_from_paper {
            chart.remember(step.series, visit.1);
        } else {
            chart.give(step.series, visit.1, Place::Clinic);
        }
    }
}

fn due(chart: &mut Chart, months: i64, spread_days: i64) -> NaiveDate {
    let late = chart.numbers.between(0..=spread_days);
    after(chart.birth_date, months * 3044 / 100 + late)
}

/// All doses due at one age are given on one day, as combination vaccines if these existed in that year.
fn plans(chart: &mut Chart, born: i32) -> Plans {
    let numbers = &mut chart.numbers;
    let wanted = numbers.weighted(&[
        (35, ("apart", 0)),
        (35, ("dtap-hepb-ipv", 2003)),
        (20, ("dtap-ipv-hib", 2009)),
        (10, ("hexavalent", 2022)),
    ]);
    let is_combined = born >= 2005 && numbers.chance(400);
    Plans {
        infant: if born >= wanted.1 { wanted.0 } else { "apart" },
        school: if is_combined {
            "school-combined"
        } else {
            "school-apart"
        },
    }
}
