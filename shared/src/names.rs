//! One macro for the closed lists whose values have a name in JSON, in the database and in tables.

/// Declares an enum with the name of each value. `ALL`, `name` and `from_name` come from that one table.
#[macro_export]
macro_rules! named {
    ($(#[$meta:meta])* $visibility:vis enum $type:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $name:literal,)+
    }) => {
        $(#[$meta])*
        $visibility enum $type {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $type {
            /// In the order of the declaration.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.name() == name)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::demographics::Gender;
    use crate::message::{Channel, MessageKind};

    #[test]
    fn a_value_is_found_by_its_name_and_has_the_same_name_in_json() {
        for gender in Gender::ALL {
            assert_eq!(serde_json::to_value(gender).unwrap(), gender.name());
            assert!(Gender::from_name(gender.name()) == Some(gender));
        }
        for channel in Channel::ALL {
            assert_eq!(serde_json::to_value(channel).unwrap(), channel.name());
            assert_eq!(Channel::from_name(channel.name()), Some(channel));
        }
        for kind in MessageKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(MessageKind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(Channel::from_name("Sms"), None);
    }
}
