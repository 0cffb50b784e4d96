//! The periods in which vaccines were in use and the childhood schedule: the tables in `data/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::seeded::Seeded;
use backend::record::catalogue::Catalogue;

/// A vaccine of one manufacturer.
pub struct Product {
    pub cvx: &'static str,
    pub mvx: &'static str,
    /// The name in the catalogue.
    pub vaccine: String,
    pub manufacturer: String,
    pub trade_name: Option<String>,
    from: NaiveDate,
    until: NaiveDate,
    weight: u64,
}

/// Interchangeable products.
pub type Series = [Product];

/// One step of the childhood schedule.
pub struct Step {
    /// The plan that includes this step, or `any`.
    pub plan: &'static str,
    pub series: &'static Series,
    /// The age at which it is due, and by how many days it may be late.
    pub months: i64,
    pub spread_days: i64,
    /// The coverage in a thousand.
    pub per_mille: u64,
}

static SERIES: LazyLock<HashMap<&str, Vec<Product>>> = LazyLock::new(|| {
    let catalogue = Catalogue::built_in();
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for line in include_str!("../data/vaccines.tsv").lines().skip(1) {
        let (name, product) = product(line, &catalogue).expect("a test reads the file");
        all.entry(name).or_default().push(product);
    }
    all
});

/// The steps by age.
pub static CHILDHOOD: LazyLock<Vec<Step>> = LazyLock::new(|| {
    let lines = include_str!("../data/childhood.tsv").lines().skip(1);
    lines
        .map(|line| step(line).expect("a test reads the file"))
        .collect()
});

/// The series with this name.
pub fn series(name: &str) -> &'static Series {
    SERIES
        .get(name)
        .expect("a test makes every series that is asked for")
}

/// A product in use on this day; `None` before the first and after the last one.
pub fn in_use(series: &'static Series, day: NaiveDate, numbers: &mut Seeded) -> Option<&'static Product> {
    let there = || {
        series
            .iter()
            .filter(|product| (product.from..=product.until).contains(&day))
    };
    let sum: u64 = there().map(|product| product.weight).sum();
    let mut left = numbers.below(sum.max(1));
    there().find(|product| {
        let is_it = left < product.weight;
        left = left.saturating_sub(product.weight);
        is_it
    })
}

fn product(line: &'static str, catalogue: &Catalogue) -> Option<(&'static str, Product)> {
    let columns: Vec<_> = line.split('\t').collect();
    let [name, cvx, mvx, from, until, weight] = columns[..] else {
        return None;
    };
    let until = if until == "-" { "2100-01-01" } else { until };
    let product = Product {
        cvx,
        mvx,
        vaccine: catalogue.vaccine(cvx)?.name.clone(),
        manufacturer: catalogue.manufacturer(mvx)?.to_owned(),
        trade_name: catalogue.product(cvx, mvx).map(str::to_owned),
        from: from.parse().ok()?,
        until: until.parse().ok()?,
        weight: weight.parse().ok()?,
    };
    Some((name, product))
}

fn step(line: &'static str) -> Option<Step> {
    let columns: Vec<_> = line.split('\t').collect();
    let [plan, name, months, per_mille, spread_days] = columns[..] else {
        return None;
    };
    Some(Step {
        plan,
        series: SERIES.get(name)?,
        months: months.parse().ok()?,
        spread_days: spread_days.parse().ok()?,
        per_mille: per_mille.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_and_need_no_escape_in_hl7() {
        assert!(CHILDHOOD.is_sorted_by_key(|step| step.months));
        let products = SERIES.values().flatten();
        for text in products.flat_map(|product| {
            let trade_name = product.trade_name.as_ref();
            [&product.vaccine, &product.manufacturer]
                .into_iter()
                .chain(trade_name)
        }) {
            assert!(!text.contains(['|', '^', '~', '\\', '&']), "{text}");
        }
    }

    #[test]
    fn a_vaccine_is_given_only_while_it_is_in_use() {
        let on = |day: &str| {
            let mut numbers = Seeded::new(1, 1);
            in_use(series("pneumo-child"), day.parse().unwrap(), &mut numbers).map(|product| product.cvx)
        };
        assert_eq!(on("1999-06-01"), None);
        assert_eq!(on("2005-06-01"), Some("100"));
        assert_eq!(on("2015-06-01"), Some("133"));
        assert!(["215", "216"].contains(&on("2026-06-01").unwrap()));
    }
}
