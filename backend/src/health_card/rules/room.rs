//! The rules of the QR: which details are omitted to fit, and that a camera can read it.

use crate::record::ReportedPatient;
use crate::record::catalogue::Catalogue;
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};
use shared::health_card::JWS_MAX_CHARS;

use super::{RID, card, cards, doses, immunizations_on, issuer, now, patient};

#[test]
fn what_gives_way_is_first_the_performer_then_the_lot_then_the_one_card() {
    let mut seen = Vec::new();
    for count in 1..=40 {
        let issued = cards(&doses(count));
        let on_first = &immunizations_on(&issued[0])[0];
        let state = (
            on_first.get("performer").is_some(),
            on_first.get("lotNumber").is_some(),
            issued.len() == 1,
        );
        if seen.last() != Some(&state) {
            seen.push(state);
        }
    }
    assert_eq!(
        seen,
        [
            (true, true, true),
            (false, true, true),
            (false, false, true),
            (false, false, false)
        ]
    );
}

#[test]
fn no_dose_is_dropped_and_every_card_fits_one_qr() {
    for count in [1, 2, 10, 12, 18, 25, 60] {
        let doses = doses(count);
        let issued = cards(&doses);
        let mut on_cards = Vec::new();
        for card in &issued {
            assert!(card.jws.len() <= JWS_MAX_CHARS, "{count}: {}", card.jws.len());
            let on_card = immunizations_on(card);
            assert_eq!(on_card.len(), card.doses as usize);
            on_cards.extend(on_card.iter().map(|dose| {
                (
                    dose["occurrenceDateTime"].as_str().unwrap().to_owned(),
                    dose["vaccineCode"]["coding"][0]["code"]
                        .as_str()
                        .unwrap()
                        .to_owned(),
                )
            }));
        }
        let expected: Vec<_> = doses
            .iter()
            .map(|dose| (dose.occurrence_date.to_string(), dose.cvx.clone()))
            .collect();
        assert_eq!(on_cards, expected, "{count}");
    }
}

#[test]
fn cards_of_one_person_are_about_equally_full() {
    let sizes: Vec<u32> = cards(&doses(60)).iter().map(|card| card.doses).collect();
    assert!(sizes.len() > 1);
    assert!(
        sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1,
        "{sizes:?}"
    );
}

#[test]
fn the_longest_name_the_form_takes_still_fits() {
    let patient = ReportedPatient {
        first_name: "Ngữ Điệp Quỳnh Thảo Vy ".repeat(4),
        last_name: "Đặng Nguyễn Phượng Hoàng ".repeat(4),
        ..patient()
    };
    for card in issuer().issue(&patient, &doses(9), &Catalogue::built_in(), RID, now()) {
        assert!(card.jws.len() <= JWS_MAX_CHARS);
    }
}

#[test]
fn a_camera_reads_the_signed_text_back_from_the_smallest_qr() {
    for card in [card(&doses(1)), cards(&doses(18)).remove(0)] {
        let digits = card.qr_numeric.strip_prefix("shc:/").unwrap();
        let code = (1..=22)
            .find_map(|version| {
                let mut bits = Bits::new(Version::Normal(version));
                bits.push_byte_data(b"shc:/").ok()?;
                bits.push_numeric_data(digits.as_bytes()).ok()?;
                bits.push_terminator(EcLevel::L).ok()?;
                QrCode::with_bits(bits, EcLevel::L).ok()
            })
            .expect("it fits version 22");
        assert_eq!(seen_by_a_camera(&code), card.qr_numeric);
        let jws: String = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| char::from((pair[0] - b'0') * 10 + (pair[1] - b'0') + 45))
            .collect();
        assert_eq!(jws, card.jws);
    }
}

/// Draws the code with its quiet zone of four modules, and decodes the picture.
fn seen_by_a_camera(code: &QrCode) -> String {
    const MODULE: usize = 4;
    let (width, colors) = (code.width(), code.to_colors());
    let side = (width + 8) * MODULE;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        let inside = |at: usize| (at / MODULE).checked_sub(4).filter(|at| *at < width);
        match (inside(x), inside(y)) {
            (Some(column), Some(row)) if colors[row * width + column] == Color::Dark => 0,
            _ => 255,
        }
    });
    let grids = picture.detect_grids();
    grids[0].decode().unwrap().1
}
