//! One macro for the closed lists of the wire: problems of a value, problems of a call, the fields of a form.

/// Declares a closed list of texts: the enum, all variants in order, and the text of each as `$text_of`. With a prefix
/// instead of a name for the text, the list is a member of an answer by itself, and each code has the id of its message.
macro_rules! codes {
    ($(#[$attribute:meta])* $name:ident, $text_of:ident: $($(#[$variant_attribute:meta])* $variant:ident = $text:literal,)+) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_attribute])* $variant,)+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The texts of `ALL`.
            pub const TEXTS: &'static [&'static str] = &[$($text),+];

            /// The text on the wire.
            pub const fn $text_of(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl From<$name> for std::borrow::Cow<'static, str> {
            fn from(one: $name) -> Self {
                std::borrow::Cow::Borrowed(one.$text_of())
            }
        }
    };

    ($(#[$attribute:meta])* $name:ident, $prefix:literal: $($(#[$variant_attribute:meta])* $variant:ident = $text:literal,)+) => {
        $crate::codes::codes! {
            $(#[$attribute])*
            #[derive(serde::Serialize, serde::Deserialize)]
            #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
            #[serde(rename_all = "kebab-case")]
            $name, code: $($(#[$variant_attribute])* $variant = $text,)+
        }

        impl $name {
            /// The id of the code's text in `locales/<lang>/problems.ftl`.
            pub const fn message_id(self) -> &'static str {
                match self { $(Self::$variant => concat!($prefix, $text)),+ }
            }
        }
    };
}
pub(crate) use codes;
