//! The decision as tables of named cases, kept from the formatter so that each case stays one line.

use chrono::{Days, NaiveDate};
use shared::access_request::{AccessRequest, AccessRequestForm};
use shared::demographics::Gender;

use super::{Alias, Candidate, Decision, Outcome, Policy, decide};

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

/// `Maria; Lopez; 1990-05-04; F`
pub fn request(text: &str) -> AccessRequest {
    let [first, last, birth, gender] = parts(text);
    AccessRequestForm {
        first_name: Some(first.into()),
        last_name: Some(last.into()),
        birth_date: Some(birth.into()),
        gender: Some(gender_of(gender).name().into()),
        phone: Some("617 555 0142".into()),
        pin: Some("2580".into()),
        ..AccessRequestForm::default()
    }
    .parse(today())
    .unwrap()
}

/// `a; Maria; Elena; Lopez; Jr; 1990-05-04; F; twin stale née:Smith`
pub fn candidate(text: &str) -> Candidate {
    let [id, first, middle, last, suffix, birth, gender, marks] = parts(text);
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let days_ago = if marks.contains("stale") { 800 } else { 30 };
    Candidate {
        patient_id: id.into(),
        first_name: first.into(),
        middle_name: given(middle),
        last_name: last.into(),
        suffix: given(suffix),
        aliases: marks
            .split_whitespace()
            .filter_map(|mark| mark.strip_prefix("née:"))
            .map(|surname| Alias {
                first_name: String::new(),
                last_name: surname.into(),
            })
            .collect(),
        birth_date: birth.parse().unwrap(),
        gender: gender_of(gender),
        is_multiple_birth: marks.contains("twin"),
        contact_last_seen_on: today() - Days::new(days_ago),
    }
}

fn parts<const N: usize>(text: &str) -> [&str; N] {
    let mut parts = text.split(';').map(str::trim);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

fn gender_of(letter: &str) -> Gender {
    match letter {
        "F" => Gender::Female,
        "M" => Gender::Male,
        "X" => Gender::Other,
        _ => Gender::Unknown,
    }
}

fn answer(decision: &Decision) -> String {
    match &decision.outcome {
        Outcome::Matched(ids) => format!("{} {}", ids.join("+"), decision.reason),
        Outcome::NotMatched => decision.reason.clone(),
    }
}

type Case<'a> = (&'a str, &'a str, &'a [&'a str], &'a str);

fn check(cases: &[Case<'_>]) {
    for (name, typed, registry, expected) in cases {
        let candidates: Vec<_> = registry.iter().map(|row| candidate(row)).collect();
        let decision = decide(&request(typed), &candidates, Policy::Strict, today());
        assert_eq!(answer(&decision), *expected, "{name}");
    }
}

#[test]
#[rustfmt::skip]
fn one_person_alone_on_the_contact() {
    check(&[
        ("nobody", "Ana; Lima; 1990-05-04; F", &[], "no_contact"),
        ("exact", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("case and spaces", " aNA ; LIMA; 1990-05-04; F", &["a; ANA;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("gender other typed", "Ana; Lima; 1990-05-04; X", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|O, 12.6)"),
        ("gender unknown in the registry", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; U"], "a matched(E|E|E|O, 12.6)"),
        ("other on both sides says nothing", "Ana; Lima; 1990-05-04; X", &["a; Ana;; Lima;; 1990-05-04; X"], "a matched(E|E|E|O, 12.6)"),
        ("gender mismatch alone", "Ana; Lima; 1990-05-04; M", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|E|E|D, 9.6)"),
        ("another birth date", "Ana; Lima; 1984-11-23; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
        ("another given name", "Rosa; Lima; 1990-05-04; F", &["a; Ingrid;; Lima;; 1990-05-04; F"], "veto(given_name)"),
        ("a stranger with a recycled number", "Kim; Berg; 1971-01-30; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
        ("a contact not confirmed for two years asks for strict", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F; stale"], "a matched(E|E|E|E, 13.4)"),
    ]);
}

#[test]
#[rustfmt::skip]
fn given_names() {
    check(&[
        ("nickname typed", "Bill; Moore; 1990-05-04; M", &["a; William;; Moore;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
        ("nickname in the registry", "Robert; Moore; 1990-05-04; M", &["a; BOB;; Moore;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
        ("nickname with the middle name", "Bill James; Moore; 1990-05-04; M", &["a; William; James; Moore;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
        ("nickname with another middle name", "Bill James; Moore; 1990-05-04; M", &["a; William; Victor; Moore;; 1990-05-04; M"], "below_threshold(C|E|E|E)"),
        ("first part of a compound", "Maria; Lima; 1990-05-04; F", &["a; Maria Jose;; Lima;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
        ("second part of a compound", "Jose; Lima; 1990-05-04; M", &["a; Luis Jose;; Lima;; 1990-05-04; M"], "a matched(P|E|E|E, 12.4)"),
        ("compound joined", "Maryann; Pham; 1990-05-04; F", &["a; Mary Ann;; Pham;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("compound hyphenated", "Jean-Paul; Pierre; 1990-05-04; M", &["a; JEAN PAUL;; Pierre;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
        ("compound with a particle", "Maria Jesus; Lima; 1990-05-04; F", &["a; Maria de Jesús;; Lima;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("Chinese name in two words", "Ming Li; Ma; 1990-05-04; F", &["a; Mingli;; Ma;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("middle name typed along", "Theresa Ashley; Berg; 1990-05-04; F", &["a; Theresa; Ashley; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
        ("middle initial typed along", "Theresa A.; Berg; 1990-05-04; F", &["a; Theresa; Ashley; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
        ("middle name against an initial", "Theresa Ashley; Berg; 1990-05-04; F", &["a; Theresa; A; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
        ("second name the registry lacks", "Lee Lynn; Berg; 1990-05-04; F", &["a; Lee;; Berg;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
        ("another middle name", "Theresa Ashley; Berg; 1990-05-04; F", &["a; Theresa; Rose; Berg;; 1990-05-04; F"], "below_threshold(C|E|E|E)"),
        ("another second name", "Mary Ann; Berg; 1990-05-04; F", &["a; Mary Beth;; Berg;; 1990-05-04; F"], "below_threshold(C|E|E|E)"),
        ("goes by the middle name", "Julian; Berg; 1990-05-04; M", &["a; Oscar; Julian; Berg;; 1990-05-04; M"], "below_threshold(M|E|E|E)"),
        ("typing error waits for a wider policy", "Zacahry; Berg; 1990-05-04; M", &["a; Zachary;; Berg;; 1990-05-04; M"], "below_threshold(T|E|E|E)"),
        ("near, but both are names", "Kelly; Berg; 1990-05-04; F", &["a; Kelli;; Berg;; 1990-05-04; F"], "below_threshold(R|E|E|E)"),
        ("initial only", "A.; Berg; 1990-05-04; F", &["a; Adriana;; Berg;; 1990-05-04; F"], "below_threshold(I|E|E|E)"),
        ("an initial on both sides is still an initial", "A; Berg; 1990-05-04; F", &["a; A.;; Berg;; 1990-05-04; F"], "below_threshold(I|E|E|E)"),
        ("baby boy", "Leo; Berg; 2026-05-04; M", &["a; BABYBOY;; Berg;; 2026-05-04; M"], "below_threshold(H|E|E|E)"),
        ("baby boy typed", "Baby Boy; Berg; 2026-05-04; M", &["a; BABY BOY;; Berg;; 2026-05-04; M"], "below_threshold(H|E|E|E)"),
    ]);
}

#[test]
#[rustfmt::skip]
fn surnames() {
    check(&[
        ("first of two surnames", "Ana; Garcia; 1990-05-04; F", &["a; Ana;; García López;; 1990-05-04; F"], "a matched(E|P|E|E, 13.1)"),
        ("second of two surnames", "Ana; Lopez; 1990-05-04; F", &["a; Ana;; García López;; 1990-05-04; F"], "a matched(E|P|E|E, 13.1)"),
        ("two typed, one in the registry", "Ana; Garcia Lopez; 1990-05-04; F", &["a; Ana;; GARCIA;; 1990-05-04; F"], "a matched(E|P|E|E, 13.1)"),
        ("two surnames joined", "Ana; GarciaLopez; 1990-05-04; F", &["a; Ana;; García-López;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("two surnames reversed", "Ana; Lopez-Garcia; 1990-05-04; F", &["a; Ana;; García López;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("particles left out", "Ana; Cruz; 1990-05-04; F", &["a; Ana;; de la Cruz;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("particles joined", "Ana; Delacruz; 1990-05-04; F", &["a; Ana;; De La Cruz;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("apostrophe left out", "Ana; OConnor; 1990-05-04; F", &["a; Ana;; O'Connor;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("Mc with a space", "Ana; Mc Kinney; 1990-05-04; F", &["a; Ana;; McKinney;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("Saint and St.", "Ana; Saint Fleur; 1990-05-04; F", &["a; Ana;; St. Fleur;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("cut after its particle", "Davi; dos Coelho; 1990-05-04; M", &["a; Davi;; dos;; 1990-05-04; M"], "a matched(E|P|E|E, 13.1)"),
        ("typing error", "Ana; Mattin; 1990-05-04; F", &["a; Ana;; Martin;; 1990-05-04; F"], "a matched(E|T|E|E, 13.1)"),
        ("a woman's new name", "Ana; Berg; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "a matched(E|D|E|E, 10.8)"),
        ("a girl's other name", "Ana; Berg; 2015-05-04; F", &["a; Ana;; Lima;; 2015-05-04; F"], "veto(surname)"),
        ("a man's other name", "Juan; Berg; 1990-05-04; M", &["a; Juan;; Lima;; 1990-05-04; M"], "veto(surname)"),
        ("a man's former name on record", "Juan; Berg; 1990-05-04; M", &["a; Juan;; Lima;; 1990-05-04; M; née:Berg"], "a matched(E|E|E|E, 13.4)"),
        ("a woman's other name needs her given name", "Bill; Berg; 1990-05-04; F", &["a; William;; Lima;; 1990-05-04; F"], "veto(surname)"),
        ("a maiden name on record", "Ana; Berg; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F; née:Berg"], "a matched(E|E|E|E, 13.4)"),
    ]);
}

#[test]
#[rustfmt::skip]
fn names_of_the_families_who_live_here() {
    check(&[
        ("Vietnamese without marks", "Anh Dao; Nguyen; 1990-05-04; F", &["a; Ánh Đào; Thị; Nguyễn;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("Vietnamese in Vietnamese order", "Nguyen; Van Vi; 1990-05-04; F", &["a; Vi; Văn; Nguyễn;; 1990-05-04; F"], "a matched(P|E|E|E|X, 11.7)"),
        ("Vietnamese middle name typed first", "Thi Dao; Nguyen; 1990-05-04; F", &["a; Đào; Thị; Nguyễn;; 1990-05-04; F"], "a matched(P|E|E|E, 12.4)"),
        ("Chinese surname first", "Lin; Ying Xue; 1990-05-04; F", &["a; Yingxue;; Lin;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
        ("Haitian without marks and hyphen", "Nadege; Augustin Theodore; 1990-05-04; F", &["a; Nadège;; AUGUSTIN-THÉODORE;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("Haitian compound given name", "Jean Robert; Pierre; 1990-05-04; M", &["a; Jean-Robert;; Pierre;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
        ("Cape Verdean without particles", "Joao; Goncalves Tavares; 1990-05-04; M", &["a; João;; Gonçalves de Tavares;; 1990-05-04; M"], "a matched(E|E|E|E, 13.4)"),
        ("Cape Verdean with another particle", "Barbara; da Mata; 1990-05-04; F", &["a; Bárbara;; do Mata;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
        ("Spanish without marks", "Nunez; Angela; 1990-05-04; F", &["a; Ángela;; Núñez;; 1990-05-04; F"], "a matched(E|E|E|E|X, 12.7)"),
        ("Brazilian short name", "Ze; da Silva; 1990-05-04; M", &["a; José;; Silva;; 1990-05-04; M"], "a matched(N|E|E|E, 11.9)"),
        ("swapped with a nickname is not read", "Moore; Bill; 1990-05-04; M", &["a; William;; Moore;; 1990-05-04; M"], "veto(given_name)"),
        ("Khmer in Latin letters", "Sok; Chan; 1990-05-04; F", &["a; SOK;; CHAN;; 1990-05-04; F"], "a matched(E|E|E|E, 13.4)"),
    ]);
}

#[test]
#[rustfmt::skip]
fn birth_dates() {
    check(&[
        ("day and month swapped wait for a wider policy", "Ana; Lima; 1990-04-05; F", &["a; Ana;; Lima;; 1990-05-04; F"], "below_threshold(E|E|W|E)"),
        ("one digit", "Ana; Lima; 1990-05-07; F", &["a; Ana;; Lima;; 1990-05-04; F"], "below_threshold(E|E|N|E)"),
        ("one year off", "Ana; Lima; 1989-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F"], "below_threshold(E|E|N|E)"),
        ("neighbouring digits", "Ana; Lima; 1990-05-12; F", &["a; Ana;; Lima;; 1990-05-21; F"], "below_threshold(E|E|N|E)"),
        ("1 January in the registry", "Ana; Lima; 1990-05-24; F", &["a; Ana;; Lima;; 1990-01-01; F"], "below_threshold(E|E|J|E)"),
        ("1 January typed is a guess", "Ana; Lima; 1990-01-01; F", &["a; Ana;; Lima;; 1990-05-24; F"], "veto(birth_date)"),
        ("a near birth date and another gender", "Ana; Lima; 1990-05-07; M", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(gender)"),
        ("knows the year, guesses the day", "Ana; Lima; 1990-11-23; F", &["a; Ana;; Lima;; 1990-05-04; F"], "veto(birth_date)"),
    ]);
}

#[test]
#[rustfmt::skip]
fn families_on_one_contact() {
    let father_and_son: &[&str] = &["f; John;; Doe; Sr; 1970-01-02; M", "s; John;; Doe; Jr; 2000-03-04; M"];
    let twins: &[&str] = &["l; Leo;; Berg;; 2015-05-04; M; twin", "m; Max;; Berg;; 2015-05-04; M; twin"];
    let alike: &[&str] = &["a; Kelly;; Berg;; 2015-05-04; F; twin", "b; Kelli;; Berg;; 2015-05-04; F; twin"];
    let maries: &[&str] = &["a; Mary Ann;; Berg;; 2015-05-04; F", "b; Mary Beth;; Berg;; 2015-05-04; F"];
    let joses: &[&str] = &["a; José; Luis; Lima;; 2015-05-04; M", "b; José; Carlos; Lima;; 2015-05-04; M"];
    check(&[
        ("the father", "John; Doe; 1970-01-02; M", father_and_son, "f matched(E|E|E|E, 13.4)"),
        ("the son", "John; Doe; 2000-03-04; M", father_and_son, "s matched(E|E|E|E, 13.4)"),
        ("the son with his suffix", "John; Doe Jr.; 2000-03-04; M", father_and_son, "s matched(E|E|E|E, 13.4)"),
        ("the father's suffix on the son's birth date", "John; Doe Sr; 2000-03-04; M", father_and_son, "below_threshold(E|E|E|E|S)"),
        ("a son the registry lacks", "John; Doe; 2000-03-04; M", &father_and_son[..1], "veto(birth_date)"),
        ("one twin", "Leo; Berg; 2015-05-04; M", twins, "l matched(E|E|E|E, 13.4)"),
        ("the other twin", "Max; Berg; 2015-05-04; M", twins, "m matched(E|E|E|E, 13.4)"),
        ("a twin the registry lacks", "Max; Berg; 2015-05-04; M", &twins[..1], "veto(given_name)"),
        ("twins of like names", "Kelli; Berg; 2015-05-04; F", alike, "b matched(E|E|E|E, 13.4)"),
        ("a twin of like name the registry lacks", "Kelli; Berg; 2015-05-04; F", &alike[..1], "below_threshold(R|E|E|E)"),
        ("twins who share a first name", "Mary Beth; Berg; 2015-05-04; F", maries, "b matched(E|E|E|E, 13.4)"),
        ("the shared first name alone", "Mary; Berg; 2015-05-04; F", maries, "ambiguous"),
        ("twins told apart by the middle name", "Jose Luis; Lima; 2015-05-04; M", joses, "a matched(P|E|E|E, 12.4)"),
        ("and not told apart without it", "Jose; Lima; 2015-05-04; M", joses, "ambiguous"),
        ("a short row between twins joins neither", "Mary; Berg; 2015-05-04; F", &["a; Mary Ann;; Berg;; 2015-05-04; F", "b; Mary Beth;; Berg;; 2015-05-04; F", "c; Mary;; Berg;; 2015-05-04; F"], "ambiguous"),
        ("brother and sister twins of one short name", "Alex; Berg; 2015-05-04; M", &["a; Alexander;; Berg;; 2015-05-04; M", "b; Alexandra;; Berg;; 2015-05-04; F"], "ambiguous"),
        ("the mother's phone, the child asked for", "Ana; Lima; 2015-05-04; F", &["m; Ana;; Lima;; 1985-06-07; F", "c; Ana;; Lima;; 2015-05-04; F"], "c matched(E|E|E|E, 13.4)"),
        ("a spouse the registry lacks", "Eva; Lima; 1984-11-23; F", &["m; Juan;; Lima;; 1985-06-07; M"], "veto(birth_date)"),
    ]);
}

#[test]
#[rustfmt::skip]
fn rows_of_one_person() {
    check(&[
        ("the same twice", "Ana; Lima; 1990-05-04; F", &["b; Ana;; Lima;; 1990-05-04; F", "a; ANA;; LIMA;; 1990-05-04; F"], "a+b matched(E|E|E|E, 13.4)"),
        ("a nickname in one row", "William; Moore; 1990-05-04; M", &["a; Bill;; Moore;; 1990-05-04; M", "b; William;; Moore;; 1990-05-04; M"], "b+a matched(E|E|E|E, 13.4)"),
        ("a part in one row", "Maria Jose; Lima; 1990-05-04; F", &["a; Maria;; Lima;; 1990-05-04; F", "b; Maria Jose;; Lima;; 1990-05-04; F"], "b+a matched(E|E|E|E, 13.4)"),
        ("one surname in one row", "Ana; Garcia; 1990-05-04; F", &["a; Ana;; Garcia Lopez;; 1990-05-04; F", "b; Ana;; Garcia;; 1990-05-04; F"], "b+a matched(E|E|E|E, 13.4)"),
        ("gender unknown in one row", "Ana; Lima; 1990-05-04; F", &["a; Ana;; Lima;; 1990-05-04; F", "b; Ana;; Lima;; 1990-05-04; U"], "a+b matched(E|E|E|E, 13.4)"),
        ("a nickname of the other gender is a twin", "Sam; Berg; 2015-05-04; M", &["a; Samuel;; Berg;; 2015-05-04; M", "b; Samantha;; Berg;; 2015-05-04; F"], "ambiguous"),
        ("the mark of a twin keeps nicknames apart", "William; Moore; 2015-05-04; M", &["a; Bill;; Moore;; 2015-05-04; M; twin", "b; William;; Moore;; 2015-05-04; M; twin"], "ambiguous"),
        ("a marked twin reported twice", "Leo; Berg; 2015-05-04; M", &["a; Leo;; Berg;; 2015-05-04; M; twin", "b; Leo;; Berg;; 2015-05-04; M; twin"], "a+b matched(E|E|E|E, 13.4)"),
        ("Jr and Sr born on one day are two", "John; Doe; 2000-03-04; M", &["a; John;; Doe; Jr; 2000-03-04; M", "b; John;; Doe; Sr; 2000-03-04; M"], "ambiguous"),
    ]);
}

#[test]
fn wider_policies_open_more_levels_once_they_are_available() {
    let registry = [candidate("a; Zachary;; Berg;; 1990-05-04; M")];
    for (typed, policy, expected) in [
        (
            "Zacahry; Berg; 1990-05-04; M",
            Policy::Default,
            "a matched(T|E|E|E, 11.4)",
        ),
        (
            "Zachary; Berg; 1990-04-05; M",
            Policy::Default,
            "a matched(E|E|W|E, 10.4)",
        ),
        (
            "Zachary; Berg; 1990-05-07; M",
            Policy::Default,
            "below_threshold(E|E|N|E)",
        ),
        (
            "Zachary; Berg; 1990-05-07; M",
            Policy::Lenient,
            "a matched(E|E|N|E, 9.4)",
        ),
    ] {
        assert_eq!(
            answer(&decide(&request(typed), &registry, policy, today())),
            expected
        );
    }
    let stale = [candidate("a; Zachary;; Berg;; 1990-05-04; M; stale")];
    let decision = decide(
        &request("Zacahry; Berg; 1990-05-04; M"),
        &stale,
        Policy::Default,
        today(),
    );
    assert_eq!(answer(&decision), "below_threshold(T|E|E|E)");
}
