//! One macro for the types that contain personal data or secrets: their `Debug` never shows the content.

/// Gives each named type a `Debug` that prints only its name, so that no log line or panic message reveals the content.
macro_rules! redacted_debug {
    ($($name:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        }
    )+};
}
pub(crate) use redacted_debug;
