//! The one table of settings. Reading, `config example`, `config schema` and the tests all walk it.

/// One setting: where it stands, what it takes, and the sentence that explains it.
#[derive(Debug)]
pub struct Setting {
    /// Its place in the TOML file: `listen`, or `jobs.lease_seconds` for a key of the table `[jobs]`.
    pub path: &'static str,
    pub kind: Kind,
    pub unset: Unset,
    /// One sentence for the operator.
    pub doc: &'static str,
}

/// What a setting takes.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// 32 bytes in base64.
    Secret,
    DatabaseUrl,
    /// IP address and port.
    Address,
    /// Scheme, host and port of a web address.
    Origin,
    Path,
    Number {
        least: u64,
        most: u64,
    },
    Choice(&'static [&'static str]),
    /// A text for people: one for all languages, or a table by language.
    LocalText,
    /// A table of named web addresses, each one text or a table by language.
    Links,
    Hours,
    Locale,
    Locales,
}

/// What holds while nobody sets it. The literals are TOML.
#[derive(Debug)]
pub enum Unset {
    Means(&'static str),
    /// Nothing, or something that depends on other settings; the literal shows the shape.
    Nothing {
        example: &'static str,
    },
    /// The neutral text in `data/portal.toml`.
    NeutralText,
}

impl Setting {
    /// `jobs.lease_seconds` is `MYVAX_JOBS__LEASE_SECONDS`.
    pub fn env_name(&self) -> String {
        format!("MYVAX_{}", self.path.to_uppercase().replace('.', "__"))
    }

    /// Whether the value may be kept in a file of its own, named by `…_FILE` or `…_file`.
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret | Kind::DatabaseUrl)
    }

    /// Whether one line of text can hold the value; the others stand in the TOML file only.
    pub const fn fits_environment(&self) -> bool {
        !matches!(self.kind, Kind::Links | Kind::Hours)
    }
}

macro_rules! settings {
    ($($name:ident = $path:literal, $kind:expr, $unset:expr, $doc:literal;)+) => {
        $(pub const $name: Setting = Setting { path: $path, kind: $kind, unset: $unset, doc: $doc };)+

        /// Every setting, in the order of `config example`.
        pub const ALL: &[&Setting] = &[$(&$name),+];
    };
}

const A_SECRET: Unset = Unset::Nothing {
    example: r#""32 bytes in base64""#,
};

settings! {
    DATABASE_URL = "database_url", Kind::DatabaseUrl, Unset::Nothing { example: r#""sqlite:///var/lib/myvax/myvax.db""# },
        "Where the data is: sqlite://<path> or postgres://…; myvax.db in the data folder when unset.";
    LISTEN = "listen", Kind::Address, Unset::Means(r#""127.0.0.1:8080""#),
        "The address the pages and the API are served on.";
    OPERATIONS_LISTEN = "operations_listen", Kind::Address, Unset::Means(r#""127.0.0.1:8081""#),
        "The address the health checks are served on; keep it away from the public.";
    REGISTRY_LISTEN = "registry_listen", Kind::Address, Unset::Nothing { example: r#""127.0.0.1:8082""# },
        "The address providers' systems send messages to; nothing listens when unset.";
    PUBLIC_URL = "public_url", Kind::Origin, Unset::Nothing { example: r#""https://vax.example.org""# },
        "The web address people use, without a path; links in messages begin with it.";
    ISSUER_URL = "issuer_url", Kind::Origin, Unset::Nothing { example: r#""https://vax.example.org""# },
        "The web address in signed health cards, https and without a path; its /.well-known/jwks.json must be this service.";
    DATA_DIR = "data_dir", Kind::Path, Unset::Means(r#""./data""#),
        "The folder for files this service writes.";
    OUTBOX_FILE = "outbox_file", Kind::Path, Unset::Nothing { example: r#""./data/outbox.jsonl""# },
        "The development outbox: messages are appended to this file as JSON lines.";
    PIN_PEPPER = "pin_pepper", Kind::Secret, A_SECRET,
        "Secret mixed into every PIN hash.";
    PIN_PEPPER_PREVIOUS = "pin_pepper_previous", Kind::Secret, A_SECRET,
        "The pepper before the last change, for links sent until then.";
    SEAL_KEY = "seal_key", Kind::Secret, A_SECRET,
        "Secret that encrypts personal data in the database.";
    SEAL_KEY_PREVIOUS = "seal_key_previous", Kind::Secret, A_SECRET,
        "The seal key before the last change; it still opens what it sealed.";
    CONTACT_KEY = "contact_key", Kind::Secret, A_SECRET,
        "Secret under which phones and e-mail addresses are looked up; a new one needs a new import.";
    SESSION_KEY = "session_key", Kind::Secret, A_SECRET,
        "Secret that signs viewing sessions; a new one ends them all.";
    MATCHING_POLICY = "matching_policy", Kind::Choice(&["strict", "default", "lenient"]), Unset::Means(r#""default""#),
        "How much a request may differ from the registry; docs/matching.md says what each policy accepts.";
    LINK_TTL_HOURS = "link_ttl_hours", Kind::Number { least: 1, most: 72 }, Unset::Means("24"),
        "How many hours a link opens after it was sent.";
    LOG = "log", Kind::Text, Unset::Means(r#""info""#),
        "What is logged: a level, or targets with levels such as info,backend=debug.";
    LEASE_SECONDS = "jobs.lease_seconds", Kind::Number { least: 1, most: 3600 }, Unset::Means("60"),
        "How many seconds a worker may hold a piece of work before another one takes it.";
    CONCURRENCY = "jobs.concurrency", Kind::Number { least: 1, most: 256 }, Unset::Means("16"),
        "How many requests are decided at once, how many text messages are sent at once, and how many e-mails.";
    BOT_MAX_NUMBER = "bot_check.max_number", Kind::Number { least: 1, most: 10_000_000 }, Unset::Means("50000"),
        "How long the robot check counts at most; a larger number takes longer.";
    SERVICE_NAME = "portal.service_name", Kind::LocalText, Unset::NeutralText,
        "The name of the service.";
    DEPARTMENT = "portal.department", Kind::LocalText, Unset::NeutralText,
        "The name of the health department.";
    REGISTRY_NAME = "portal.registry_name", Kind::LocalText, Unset::NeutralText,
        "The registry providers report to, as it is named in the middle of a sentence.";
    OPERATOR = "portal.operator", Kind::LocalText, Unset::NeutralText,
        "Who runs this site, for the footer and the banner.";
    OFFICIAL_BANNER = "portal.official_banner", Kind::LocalText, Unset::NeutralText,
        "One sentence: how to know that this is the official site.";
    LAW_BASIS = "portal.law_basis", Kind::LocalText, Unset::NeutralText,
        "The law that lets the registry keep and show records.";
    HELP_PHONE = "portal.help_phone", Kind::Text, Unset::NeutralText,
        "The phone number of the help desk.";
    HELP_HOURS = "portal.help_hours", Kind::Hours, Unset::NeutralText,
        "When the help desk answers: days mon to sun, 24-hour times.";
    INTERPRETER = "portal.interpreter", Kind::LocalText, Unset::NeutralText,
        "One sentence about the free interpreter.";
    HELP_EMAIL = "portal.help_email", Kind::Text, Unset::NeutralText,
        "The e-mail address of the help desk.";
    LINKS = "portal.links", Kind::Links, Unset::NeutralText,
        "Named web addresses the pages point to.";
    UPDATE_DELAY_HOURS = "portal.update_delay_hours", Kind::Number { least: 0, most: 8760 }, Unset::NeutralText,
        "How many hours a provider's report takes until it is visible here.";
    DEFAULT_LOCALE = "portal.default_locale", Kind::Locale, Unset::NeutralText,
        "The language for people whose own is not there.";
    LOCALES = "portal.locales", Kind::Locales, Unset::NeutralText,
        "The languages in the menu, in its order.";
}
