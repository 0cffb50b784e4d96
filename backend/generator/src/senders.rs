//! The fifty invented providers that report, each with its spelling of names.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::seeded::Seeded;
use super::spelling::without_marks;

/// An office that sends messages.
pub struct Sender {
    /// The name in MSH-4.
    pub name: &'static str,
    /// The name in plain writing.
    pub facility: &'static str,
    pub kind: SenderKind,
    writes: Writes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SenderKind {
    Pediatrics,
    Family,
    Pharmacy,
    /// A county, a hospital or a school.
    Public,
}

/// How its system stores names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writes {
    AsTold,
    Upper,
    Plain,
    UpperPlain,
}

pub static SENDERS: LazyLock<Vec<Sender>> = LazyLock::new(|| {
    let lines = include_str!("../data/senders.tsv").lines().skip(1);
    lines.map(sender).collect()
});

/// A random sender of this kind.
pub fn any(kind: SenderKind, numbers: &mut Seeded) -> &'static Sender {
    let count = SENDERS.iter().filter(|sender| sender.kind == kind).count();
    let mut of_kind = SENDERS.iter().filter(|sender| sender.kind == kind);
    of_kind
        .nth(numbers.place(count))
        .expect("a test finds senders of every kind")
}

impl Sender {
    /// The name in this sender's messages.
    pub fn writes<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.writes {
            Writes::AsTold => Cow::Borrowed(name),
            Writes::Upper => Cow::Owned(name.to_uppercase()),
            Writes::Plain => Cow::Owned(without_marks(name)),
            Writes::UpperPlain => Cow::Owned(without_marks(name).to_uppercase()),
        }
    }
}

fn sender(line: &'static str) -> Sender {
    let columns: Vec<_> = line.split('\t').collect();
    let [name, facility, kind, writes] = columns[..] else {
        unreachable!("a test reads the file: {line}")
    };
    Sender {
        name,
        facility,
        kind: match kind {
            "pediatrics" => SenderKind::Pediatrics,
            "family" => SenderKind::Family,
            "pharmacy" => SenderKind::Pharmacy,
            "public" => SenderKind::Public,
            _ => unreachable!("a test reads the file: {kind}"),
        },
        writes: match writes {
            "as-told" => Writes::AsTold,
            "upper" => Writes::Upper,
            "plain" => Writes::Plain,
            "upper-plain" => Writes::UpperPlain,
            _ => unreachable!("a test reads the file: {writes}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_contains_each_sender_once() {
        let mut names: Vec<_> = SENDERS.iter().map(|sender| sender.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), SENDERS.len()), (50, 50));
        for kind in [
            SenderKind::Pediatrics,
            SenderKind::Family,
            SenderKind::Pharmacy,
            SenderKind::Public,
        ] {
            assert_eq!(any(kind, &mut Seeded::new(1, 1)).kind, kind);
        }
    }
}
