//! Reads a case from its text format.

use super::super::ANN;

pub struct Case {
    pub name: String,
    pub bytes: Vec<u8>,
    pub expected: Vec<String>,
}

pub fn cases(text: &str) -> Vec<Case> {
    let cases = text.split("== ").skip(1).map(|case| {
        let mut lines = case.lines().filter(|line| !line.is_empty());
        let name = lines.next().unwrap().to_owned();
        let mut number = 0;
        let (mut bytes, mut expected) = (Vec::new(), Vec::new());
        for line in lines {
            match line.strip_prefix("> ") {
                Some(line) => expected.push(line.to_owned()),
                None => bytes.extend(segment(line, &mut number)),
            }
        }
        Case {
            name,
            bytes,
            expected,
        }
    });
    cases.collect()
}

/// `@RXA 5=… ; 20=…` is the usual segment with these fields; any other text is the segment itself.
fn segment(line: &str, number: &mut u32) -> Vec<u8> {
    let Some(line) = line.strip_prefix('@') else {
        return [bytes(line), b"\r".to_vec()].concat();
    };
    let (name, settings) = line.split_once(' ').unwrap_or((line, ""));
    *number += u32::from(name == "MSH");
    let usual = usual(name, *number);
    let mut fields: Vec<&str> = usual.split('|').collect();
    // MSH-1 is the delimiter itself.
    let before = usize::from(name == "MSH");
    for (field, value) in settings
        .split(" ; ")
        .filter_map(|setting| setting.split_once('='))
    {
        let place = field.parse::<usize>().unwrap() - before;
        fields.resize(fields.len().max(place + 1), "");
        fields[place] = value;
    }
    [bytes(&fields.join("|")), b"\r".to_vec()].concat()
}

fn usual(name: &str, number: u32) -> String {
    match name {
        "MSH" => format!(
            "MSH|^~\\&|EHR|CLINIC|IIS|STATE|202611{:02}120000+0000||VXU^V04^VXU_V04|{number}|P|2.5.1|||ER|AL|||||\
             Z22^CDCPHINVS",
            number + 4
        ),
        "PID" => ANN.to_owned(),
        "ORC" => "ORC|RE||7^CLINIC".to_owned(),
        "RXA" => {
            "RXA|0|1|20261001||140^Influenza^CVX|0.5|mL^milliliter^UCUM||00^New immunization record^NIP001||\
                  ^^^Clinic||||LOT1|20270101|SKB^GlaxoSmithKline^MVX|||CP|A"
                .to_owned()
        }
        other => other.to_owned(),
    }
}

/// Converts `<EB>` to the byte EB.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        bytes.extend(before.as_bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).unwrap());
        rest = &after[3..];
    }
    bytes.extend(rest.as_bytes());
    bytes
}
