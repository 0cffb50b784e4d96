//! The countries of phone numbers. Calling codes: ITU-T E.164, list of assigned codes; area codes inside +1: NANPA.

use std::sync::LazyLock;

/// ISO 3166-1 codes, each with the digits its numbers begin with; the longest beginning decides. `US` has its territories
/// too, `GB` the islands with its plan.
const BEGINNINGS: &str = "\
US1 CA1204 CA1226 CA1236 CA1249 CA1250 CA1257 CA1263 CA1289 CA1306 CA1343 CA1354 CA1365 CA1367 CA1368 CA1382 CA1387 \
CA1403 CA1416 CA1418 CA1428 CA1431 CA1437 CA1438 CA1450 CA1460 CA1468 CA1474 CA1506 CA1514 CA1519 CA1548 CA1579 \
CA1581 CA1584 CA1587 CA1604 CA1613 CA1639 CA1647 CA1672 CA1683 CA1705 CA1709 CA1742 CA1753 CA1778 CA1780 CA1782 \
CA1807 CA1819 CA1825 CA1867 CA1873 CA1879 CA1902 CA1905 CA1942 \
AG1268 AI1264 BB1246 BM1441 BS1242 DM1767 DO1809 DO1829 DO1849 GD1473 JM1658 JM1876 KN1869 KY1345 LC1758 MS1664 \
SX1721 TC1649 TT1868 VC1784 VG1284 \
AD376 AE971 AF93 AL355 AM374 AO244 AR54 AT43 AU61 AW297 AZ994 BA387 BD880 BE32 BF226 BG359 BH973 BI257 BJ229 BN673 \
BO591 BR55 BT975 BW267 BY375 BZ501 CD243 CF236 CG242 CH41 CI225 CK682 CL56 CM237 CN86 CO57 CR506 CU53 CV238 CW599 \
CY357 CZ420 DE49 DJ253 DK45 DZ213 EC593 EE372 EG20 ER291 ES34 ET251 FI358 FJ679 FK500 FM691 FO298 FR33 GA241 GB44 \
GE995 GF594 GH233 GI350 GL299 GM220 GN224 GP590 GQ240 GR30 GT502 GW245 GY592 HK852 HN504 HR385 HT509 HU36 ID62 IE353 \
IL972 IN91 IO246 IQ964 IR98 IS354 IT39 JO962 JP81 KE254 KG996 KH855 KI686 KM269 KP850 KR82 KW965 KZ76 KZ77 LA856 \
LB961 LI423 LK94 LR231 LS266 LT370 LU352 LV371 LY218 MA212 MC377 MD373 ME382 MG261 MH692 MK389 ML223 MM95 MN976 MO853 \
MQ596 MR222 MT356 MU230 MV960 MW265 MX52 MY60 MZ258 NA264 NC687 NE227 NG234 NI505 NL31 NO47 NP977 NR674 NU683 NZ64 \
OM968 PA507 PE51 PF689 PG675 PH63 PK92 PL48 PM508 PS970 PT351 PW680 PY595 QA974 RE262 RO40 RS381 RU7 RW250 SA966 SB677 \
SC248 SD249 SE46 SG65 SH290 SI386 SK421 SL232 SM378 SN221 SO252 SR597 SS211 ST239 SV503 SY963 SZ268 TD235 TG228 TH66 \
TJ992 TK690 TL670 TM993 TN216 TO676 TR90 TV688 TW886 TZ255 UA380 UG256 UY598 UZ998 VE58 VN84 VU678 WF681 WS685 XK383 \
YE967 ZA27 ZM260 ZW263";

static COUNTRIES: LazyLock<Vec<(&'static str, Country)>> = LazyLock::new(|| {
    BEGINNINGS
        .split(' ')
        .map(|entry| entry.split_at(2))
        .map(|(country, beginning)| (beginning, Country(country)))
        .collect()
});

/// A country by its ISO 3166-1 code of two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country(&'static str);

impl Country {
    /// Reads a code, such as `US`.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let found = COUNTRIES.iter().find(|(_, country)| country.0 == code);
        found.map(|(_, country)| *country)
    }

    /// The country of a number in E.164. `None` if no country has numbers that begin so.
    pub fn of(e164: &str) -> Option<Self> {
        let digits = e164.trim_start_matches('+');
        let fitting = COUNTRIES
            .iter()
            .filter(|(beginning, _)| digits.starts_with(beginning));
        fitting
            .max_by_key(|(beginning, _)| beginning.len())
            .map(|(_, country)| *country)
    }

    pub const fn code(self) -> &'static str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides_the_country() {
        for (number, country) in [
            ("+16175550142", Some("US")),
            ("+17875550142", Some("US")),
            ("+14165550142", Some("CA")),
            ("+18765550142", Some("JM")),
            ("+442079460018", Some("GB")),
            ("+79255550142", Some("RU")),
            ("+77015550142", Some("KZ")),
            ("+84901234567", Some("VN")),
            ("+8825550142", None),
            ("+9995550142", None),
        ] {
            assert_eq!(Country::of(number).map(Country::code), country, "{number}");
        }
    }

    #[test]
    fn a_country_is_named_by_its_two_letters() {
        assert_eq!(Country::parse("us").map(Country::code), Some("US"));
        assert_eq!(Country::parse("USA"), None);
        assert_eq!(Country::parse(""), None);
    }
}
