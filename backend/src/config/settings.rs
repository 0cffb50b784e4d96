//! The table of all settings. The reader, `config example`, `config schema` and the tests iterate over it.

/// One setting: its path, its kind, its default, and its description.
#[derive(Debug)]
pub struct Setting {
    /// Its path in the TOML file: `listen`, or `jobs.lease_seconds` for a key of the table `[jobs]`.
    pub path: &'static str,
    pub kind: Kind,
    pub unset: Unset,
    /// One sentence for the operator.
    pub doc: &'static str,
}

/// The kind of value a setting takes.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// 32 bytes in base64.
    Secret,
    /// A password that another service issued.
    Token,
    DatabaseUrl,
    /// The address of a mail server, with credentials.
    SmtpUrl,
    /// An e-mail address, or a name and an address.
    Mailbox,
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
    /// A list of country codes of two letters.
    Countries,
    /// A list of IP networks in CIDR notation.
    Networks,
}

/// The value of a setting that is not set. The literals are TOML.
#[derive(Debug)]
pub enum Unset {
    Means(&'static str),
    /// No value, or one that depends on other settings; the literal shows the form.
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

    /// The names under which its value can be given, those of the files of secrets included.
    pub fn names(&self) -> [String; 4] {
        let (env, path) = (self.env_name(), self.path);
        let (env_file, path_file) = (format!("{env}_FILE"), format!("{path}_file"));
        [env, env_file, path.to_owned(), path_file]
    }

    /// Whether `…_FILE` or `…_file` may name a file that contains the value.
    pub const fn is_secret(&self) -> bool {
        matches!(
            self.kind,
            Kind::Secret | Kind::Token | Kind::DatabaseUrl | Kind::SmtpUrl
        )
    }

    /// Whether one line of text can hold the value; the other settings can only be in the TOML file.
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
        "The database: sqlite://<path> or postgres://…; if unset, myvax.db in the data folder.";
    LISTEN = "listen", Kind::Address, Unset::Means(r#""127.0.0.1:8080""#),
        "IP address and port of the pages and the API.";
    OPERATIONS_LISTEN = "operations_listen", Kind::Address, Unset::Means(r#""127.0.0.1:8081""#),
        "IP address and port of the health checks and metrics, of each process; must not be public.";
    REGISTRY_LISTEN = "registry_listen", Kind::Address, Unset::Nothing { example: r#""127.0.0.1:8082""# },
        "IP address and port to which providers' systems send messages; if unset, there is no such listener.";
    TRUSTED_PROXIES = "trusted_proxies", Kind::Networks, Unset::Means("[]"),
        "Networks of the proxies in front, whose Forwarded or X-Forwarded-For names the client; others' are ignored.";
    PUBLIC_URL = "public_url", Kind::Origin, Unset::Nothing { example: r#""https://vax.example.org""# },
        "The web address of the pages, without a path; links in messages begin with it.";
    ISSUER_URL = "issuer_url", Kind::Origin, Unset::Nothing { example: r#""https://vax.example.org""# },
        "The issuer in signed cards: https, without a path; this service must answer at its /.well-known/jwks.json.";
    DATA_DIR = "data_dir", Kind::Path, Unset::Means(r#""./data""#),
        "The folder for files that this service writes.";
    OUTBOX_FILE = "outbox_file", Kind::Path, Unset::Nothing { example: r#""./data/outbox.jsonl""# },
        "The development outbox: a file to which each message is appended as a line of JSON.";
    SMTP_URL = "smtp_url", Kind::SmtpUrl, Unset::Nothing { example: r#""smtps://user:password@mail.example.org""# },
        "The mail server: smtps:// for TLS, smtp:// for STARTTLS; if unset, the service sends no e-mail.";
    SMTP_CA_FILE = "smtp_ca_file", Kind::Path, Unset::Nothing { example: r#""/etc/myvax/ca.pem""# },
        "Certificates in PEM that the mail server's certificate may be signed with, besides those of the system.";
    MAIL_FROM = "mail_from", Kind::Mailbox, Unset::Nothing { example: r#""My Vax Records <records@vax.example.org>""# },
        "The sender of e-mail.";
    SMS_URL = "sms_url", Kind::Origin, Unset::Nothing { example: r#""https://api.twilio.com""# },
        "The text gateway, with a Messages API compatible with Twilio's; if unset, the service sends no text messages.";
    SMS_ACCOUNT = "sms_account", Kind::Text, Unset::Nothing { example: r#""AC0123456789""# },
        "The account at the text gateway.";
    SMS_TOKEN = "sms_token", Kind::Token, Unset::Nothing { example: r#""the account's auth token""# },
        "The auth token of that account; it also verifies the gateway's status reports.";
    SMS_FROM = "sms_from", Kind::Text, Unset::Nothing { example: r#""+16175550100""# },
        "The sender of text messages: a number, a short code, or a messaging service (MG…).";
    PIN_PEPPER = "pin_pepper", Kind::Secret, A_SECRET,
        "Secret that goes into every PIN hash.";
    PIN_PEPPER_PREVIOUS = "pin_pepper_previous", Kind::Secret, A_SECRET,
        "The previous PIN pepper; links sent before the change still need it.";
    PIN_PEPPER_NEXT = "pin_pepper_next", Kind::Secret, A_SECRET,
        "The PIN pepper that will be used next; set it on every machine before one uses it.";
    SEAL_KEY = "seal_key", Kind::Secret, A_SECRET,
        "Secret that encrypts requests, messages and card keys in the database.";
    SEAL_KEY_PREVIOUS = "seal_key_previous", Kind::Secret, A_SECRET,
        "The previous seal key; data encrypted before the change still needs it.";
    SEAL_KEY_NEXT = "seal_key_next", Kind::Secret, A_SECRET,
        "The seal key that will be used next; set it on every machine before one uses it.";
    CONTACT_KEY = "contact_key", Kind::Secret, A_SECRET,
        "Secret that hashes phones and e-mail addresses; after a change the worker rebuilds all hashes.";
    CONTACT_KEY_PREVIOUS = "contact_key_previous", Kind::Secret, A_SECRET,
        "The previous contact key; it finds contacts until all hashes are rebuilt.";
    CONTACT_KEY_NEXT = "contact_key_next", Kind::Secret, A_SECRET,
        "The contact key that will be used next; set it on every machine before one uses it.";
    SESSION_KEY = "session_key", Kind::Secret, A_SECRET,
        "Secret that signs viewing sessions and robot checks.";
    SESSION_KEY_PREVIOUS = "session_key_previous", Kind::Secret, A_SECRET,
        "The previous session key; sessions that began before the change stay valid.";
    SESSION_KEY_NEXT = "session_key_next", Kind::Secret, A_SECRET,
        "The session key that will be used next; set it on every machine before one uses it.";
    MATCHING_POLICY = "matching_policy", Kind::Choice(&["strict", "default", "lenient"]), Unset::Means(r#""default""#),
        "How much a request may differ from the registry; docs/matching.md describes each policy.";
    LINK_TTL_HOURS = "link_ttl_hours", Kind::Number { least: 1, most: 72 }, Unset::Means("24"),
        "How many hours a link works after its message was sent.";
    LOG = "log", Kind::Text, Unset::Means(r#""info""#),
        "What is logged: a level, or levels by target such as info,backend=debug.";
    LEASE_SECONDS = "jobs.lease_seconds", Kind::Number { least: 1, most: 3600 }, Unset::Means("60"),
        "How many seconds a claimed row stays claimed after its worker crashed.";
    CONCURRENCY = "jobs.concurrency", Kind::Number { least: 1, most: 256 }, Unset::Means("16"),
        "How many rows of each queue are worked on at once: requests, text messages, e-mails.";
    POSTGRES_CONNECTIONS = "database.postgres_connections", Kind::Number { least: 2, most: 500 }, Unset::Means("10"),
        "How many connections to PostgreSQL this process opens; all processes together must stay below its limit.";
    SQLITE_READERS = "database.sqlite_readers", Kind::Number { least: 1, most: 64 }, Unset::Means("4"),
        "How many connections read the SQLite file; one more writes.";
    BOT_MAX_NUMBER = "bot_check.max_number", Kind::Number { least: 1, most: 10_000_000 }, Unset::Means("50000"),
        "The largest number the robot check searches for; a larger one takes devices longer.";
    CONTACT_AT_ONCE = "limits.contact_at_once", Kind::Number { least: 1, most: 1000 }, Unset::Means("8"),
        "How many messages one phone or e-mail address gets at once.";
    CONTACT_PER_HOUR = "limits.contact_per_hour", Kind::Number { least: 1, most: 1000 }, Unset::Means("2"),
        "How many more messages it gets in each hour after that.";
    CONTACT_PER_DAY = "limits.contact_per_day", Kind::Number { least: 2, most: 10000 }, Unset::Means("20"),
        "How many messages it gets in a day at most, with the one that says it asked too often.";
    BIRTH_DATES_PER_DAY = "limits.birth_dates_per_day", Kind::Number { least: 1, most: 1000 }, Unset::Means("5"),
        "How many birth dates without a match one contact may ask for in a day.";
    NOT_FOUND_PER_DAY = "limits.not_found_per_day", Kind::Number { least: 1, most: 1000 }, Unset::Means("3"),
        "How many messages a day tell one contact that no record was found.";
    IDENTITY_PER_DAY = "limits.identity_per_day", Kind::Number { least: 1, most: 10000 }, Unset::Means("10"),
        "How many requests a day about one person come from contacts that are not on the record.";
    PREFIX_TEXTS_PER_HOUR = "limits.prefix_texts_per_hour", Kind::Number { least: 1, most: 1_000_000 }, Unset::Means("200"),
        "How many texts an hour go to phones with the same first six digits in +1.";
    COUNTRY_TEXTS_PER_HOUR = "limits.country_texts_per_hour", Kind::Number { least: 1, most: 1_000_000 }, Unset::Means("30"),
        "How many texts an hour go to each country outside +1.";
    TEXTS_PER_DAY = "limits.texts_per_day", Kind::Number { least: 1, most: 100_000_000 }, Unset::Means("20000"),
        "The budget of texts: how many are sent in a day.";
    COUNTRIES = "limits.countries", Kind::Countries, Unset::Means(r#"["US"]"#),
        "The countries whose phones get texts, by ISO 3166-1 code; US has its territories too.";
    EASY_PROOFS_PER_HOUR = "limits.easy_proofs_per_hour", Kind::Number { least: 1, most: 1_000_000 }, Unset::Means("30"),
        "After how many requests in an hour the robot check gets harder for a network.";
    IPV4_PER_HOUR = "limits.ipv4_per_hour", Kind::Number { least: 1, most: 100_000_000 }, Unset::Means("2000"),
        "How many requests an hour come from one IPv4 address; many people may share it.";
    IPV6_PER_HOUR = "limits.ipv6_per_hour", Kind::Number { least: 1, most: 100_000_000 }, Unset::Means("200"),
        "How many requests an hour come from one IPv6 network of 64 bits.";
    PINS_PER_TEN_MINUTES = "limits.pins_per_ten_minutes", Kind::Number { least: 1, most: 100_000_000 }, Unset::Means("1000"),
        "How many PINs one network sends in ten minutes.";
    TRUSTED_NETWORKS = "limits.trusted_networks", Kind::Networks, Unset::Means("[]"),
        "Networks without the limits of networks above, such as a call center's.";
    SERVICE_NAME = "portal.service_name", Kind::LocalText, Unset::NeutralText,
        "The name of the service.";
    DEPARTMENT = "portal.department", Kind::LocalText, Unset::NeutralText,
        "The name of the health department.";
    REGISTRY_NAME = "portal.registry_name", Kind::LocalText, Unset::NeutralText,
        "The name of the registry that providers report to, as written in the middle of a sentence.";
    OPERATOR = "portal.operator", Kind::LocalText, Unset::NeutralText,
        "The organization that runs this site, for the footer and the banner.";
    OFFICIAL_BANNER = "portal.official_banner", Kind::LocalText, Unset::NeutralText,
        "One sentence that says how to recognize the official site.";
    LAW_BASIS = "portal.law_basis", Kind::LocalText, Unset::NeutralText,
        "The law that permits the registry to keep and show records.";
    HELP_PHONE = "portal.help_phone", Kind::Text, Unset::NeutralText,
        "The phone number of the help desk.";
    HELP_HOURS = "portal.help_hours", Kind::Hours, Unset::NeutralText,
        "When the help desk answers: days mon to sun, times in 24 hours.";
    INTERPRETER = "portal.interpreter", Kind::LocalText, Unset::NeutralText,
        "One sentence about the free interpreter.";
    HELP_EMAIL = "portal.help_email", Kind::Text, Unset::NeutralText,
        "The e-mail address of the help desk.";
    LINKS = "portal.links", Kind::Links, Unset::NeutralText,
        "Named web addresses the pages point to.";
    UPDATE_DELAY_HOURS = "portal.update_delay_hours", Kind::Number { least: 0, most: 8760 }, Unset::NeutralText,
        "How many hours pass until a provider's report is visible here.";
    DEFAULT_LOCALE = "portal.default_locale", Kind::Locale, Unset::NeutralText,
        "The language for people whose own language is not available.";
    LOCALES = "portal.locales", Kind::Locales, Unset::NeutralText,
        "The languages of the menu, in this order.";
}
