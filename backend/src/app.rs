//! Everything that a running server needs, created once from the settings.

use std::net::IpAddr;
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use shared::locale::Locale;
use shared::message::Channel;
use shared::portal::{ChannelState, Channels, Portal};
use zeroize::Zeroizing;

use crate::bot_check::proof_of_work::ProofOfWork;
use crate::bot_check::{BotCheck, Terms};
use crate::clock::Clock;
use crate::config::gateways::GatewaySettings;
use crate::config::serving::ServingSettings;
use crate::config::{Config, PortalTexts};
use crate::db::lease::{Queue, Worker};
use crate::db::time::SharedTime;
use crate::db::{ConnectionLimits, Database, DbError, STATEMENT_TIME_OUT, generation, limit_counters, tries};
use crate::health_card::Issuer;
use crate::limits::Limits;
use crate::limits::keys::SubjectHasher;
use crate::limits::network::{self, Caller, Effort, Network, Networks};
use crate::limits::text_budget::TextBudget;
use crate::limits::verdict::Limit;
use crate::matching::Policy;
use crate::notify::channels::ChannelNotifiers;
use crate::notify::development_outbox::DevelopmentOutbox;
use crate::notify::smtp::SmtpNotifier;
use crate::notify::texts::TextNotifier;
use crate::notify::{Failure, Notifier};
use crate::random::random_id;
use crate::record::catalogue::Catalogue;
use crate::registry::{ContactHashers, LocalRegistry, Registry};
use crate::secrets::defenses::{Defense, Defenses};
use crate::secrets::hashing::{HashingPermit, HashingPermits};
use crate::secrets::hashing_threads::{for_a_visitor, for_the_worker};
use crate::secrets::keyring::Replaceable;
use crate::secrets::keys::derive;
use crate::secrets::pin_hash::{ComparedPin, PinHasher};
use crate::secrets::right_pins::RightPins;
use crate::secrets::seal::{SealingKeys, SecretKey};
use crate::secrets::session_keys::SessionKeys;
use crate::secrets::signing_keys;
use crate::secrets::turns::Turns;
use crate::telemetry::metrics::{Lists, Metrics};
use crate::wake::Wake;
use crate::words::Words;

pub struct App {
    pub db: Database,
    pub clock: Arc<dyn Clock>,
    /// The time for whatever is stored and compared by another process.
    pub time: SharedTime,
    pub registry: Arc<dyn Registry>,
    pub notifier: Arc<dyn Notifier>,
    /// The channels by which people can ask for their link.
    pub channels: Channels,
    pub bot_check: Arc<dyn BotCheck>,
    /// The largest number of the easiest robot proof.
    pub bot_max_number: u64,
    pub issuer: Issuer,
    pub catalogue: Catalogue,
    pub words: Words,
    pub policy: Policy,
    pub seal: SealingKeys,
    pub pins: Arc<PinHasher>,
    pub permits: HashingPermits,
    /// Allows one PIN comparison per link at a time.
    pub turns: Turns,
    pub right_pins: RightPins,
    pub defenses: Defenses,
    pub contact_hashers: ContactHashers,
    /// Makes the keys of the limits' counters.
    pub subjects: SubjectHasher,
    pub limits: Limits,
    pub text_budget: TextBudget,
    /// How much each network has sent to this process.
    pub networks: Networks,
    pub trusted_proxies: Vec<IpNet>,
    pub session_keys: Arc<SessionKeys>,
    /// Makes the revocation ids on cards. It is stored with the card key, and no other key's change changes it.
    pub card_secret: SecretKey,
    /// Makes the doses' ids in the record.
    pub dose_id_key: SecretKey,
    /// An origin without a trailing slash.
    pub public_url: String,
    pub link_ttl_hours: u32,
    pub default_locale: Locale,
    /// The generation of the database, when this process opened it.
    pub generation: String,
    pub worker: Worker,
    pub metrics: Metrics,
    /// Wakes the worker's loops when there is new work.
    pub wake: Wake,
    /// The number of rows of a queue that are processed at once.
    pub concurrency: usize,
    /// The token that signs the text gateway's status reports, if there is such a gateway.
    pub sms_token: Replaceable<Option<Zeroizing<String>>>,
    /// What `notifier` sends with.
    gateways: Arc<Replaceable<ChannelNotifiers>>,
    /// The messages that the inbox page shows; only in the demo.
    pub demo_inbox: Option<Arc<DevelopmentOutbox>>,
    portal: PortalTexts,
    is_demo: bool,
}

impl App {
    /// Opens the database and creates the rest from it and the settings.
    pub fn new(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let (needed, gateways) = config.require_for_serving()?;
        let limits = ConnectionLimits {
            postgres: config.postgres_connections,
            sqlite_readers: config.sqlite_readers,
            statement_time_out: Some(STATEMENT_TIME_OUT),
        };
        let db = Database::open_with(&config.database_url, limits)?;
        db.write_blocking(tries::release_of_the_dead)?;
        let seal = SealingKeys::new(&needed.seal_key);
        let session_keys = Arc::new(SessionKeys::new(&needed.session_key));
        let (issuer, card_secret) = signing_keys::issuer(
            &db,
            &seal,
            clock.as_ref(),
            needed.issuer_url.as_str(),
            // Earlier versions made the revocation ids with this key.
            &derive(&needed.session_key.current, "card revocation id"),
        )?;
        let contact_hashers = ContactHashers::new(&needed.contact_key);
        let sms_token = Replaceable::new(token_of(&gateways));
        let outbox = config.demo.then(|| outbox(config, &clock)).transpose()?;
        let notifiers = notifiers(gateways, needed.public_url.as_str(), outbox.as_ref(), &clock)?;
        let channels = notifiers.states();
        let gateways = Arc::new(Replaceable::new(notifiers));
        let defenses = Defenses::of_this_build();
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Ok(Self {
            registry: Arc::new(LocalRegistry::new(db.clone(), contact_hashers.clone())),
            channels,
            notifier: Arc::clone(&gateways) as _,
            gateways,
            sms_token,
            bot_check: Arc::new(ProofOfWork::new(Arc::clone(&session_keys))),
            bot_max_number: config.bot_max_number,
            issuer,
            catalogue: Catalogue::built_in(),
            words: Words::load()?,
            policy: config.matching_policy,
            seal,
            pins: Arc::new(PinHasher::new(needed.pin_pepper)),
            permits: HashingPermits::new(if defenses.has(Defense::Hashing) { cores } else { 64 }),
            turns: Turns::default(),
            right_pins: RightPins::default(),
            defenses,
            contact_hashers,
            subjects: SubjectHasher::new(derive(&card_secret, "limits")),
            limits: config.limits.clone(),
            text_budget: TextBudget::default(),
            networks: Networks::new(config.limits.network.clone(), stored_networks(&db)?)?,
            trusted_proxies: config.trusted_proxies.clone(),
            session_keys,
            dose_id_key: derive(&card_secret, "dose id"),
            card_secret,
            public_url: needed.public_url.as_str().to_owned(),
            link_ttl_hours: config.link_ttl_hours,
            default_locale: config.portal.default_locale,
            generation: db.write_blocking(generation::current)?,
            worker: Worker {
                id: random_id(),
                lease: TimeDelta::seconds(config.lease_seconds.into()),
                takes_turns: defenses.has(Defense::FairQueue),
            },
            metrics: metrics(&db),
            wake: Wake::default(),
            concurrency: config.concurrency as usize,
            demo_inbox: outbox,
            portal: config.portal.clone(),
            is_demo: config.demo,
            time: SharedTime::of_database(&db, Arc::clone(&clock)),
            clock,
            db,
        })
    }

    /// The department's own texts in a language, and what the service can do now.
    pub fn portal_in(&self, locale: Locale) -> Portal {
        self.portal_with(locale, self.channels_now())
    }

    pub fn portal_with(&self, locale: Locale, channels: Channels) -> Portal {
        self.portal.in_locale(locale, channels, self.is_demo)
    }

    /// The channels; text messages are paused while their budget is spent.
    pub fn channels_now(&self) -> Channels {
        let is_paused =
            self.channels.sms == ChannelState::On && self.text_budget.is_spent(&self.limits, &*self.clock);
        Channels {
            sms: if is_paused {
                ChannelState::Paused
            } else {
                self.channels.sms
            },
            email: self.channels.email,
        }
    }

    /// The network of a call, as its counts are stored.
    pub fn caller(&self, address: IpAddr) -> Caller {
        let network = Network::of(address);
        Caller {
            key: format!("{}{}", network::KEYS_BEGIN, self.subjects.network(network)),
            is_ipv6: matches!(network, Network::V6(_)),
            is_trusted: self.networks.is_trusted(address),
        }
    }

    /// The robot proof that a caller has to make.
    pub fn proof_terms(&self, caller: &Caller, effort: Effort) -> Terms {
        Terms {
            network: caller.key.clone(),
            max_number: effort.max_number(self.bot_max_number),
        }
    }

    /// Replaces the secrets of a running process, the gateways' too. Nothing changes on an error.
    pub fn use_secrets(&self, secrets: ServingSettings<'_>, gateways: GatewaySettings) -> anyhow::Result<()> {
        let sms_token = token_of(&gateways);
        let notifiers = notifiers(gateways, &self.public_url, None, &self.clock)?;
        anyhow::ensure!(
            notifiers.states() == self.channels,
            "the settings turn a channel on or off, which needs a restart"
        );
        self.gateways.replace(notifiers);
        self.sms_token.replace(sms_token);
        self.seal.replace_keys(&secrets.seal_key);
        self.contact_hashers.replace_keys(&secrets.contact_key);
        self.session_keys.replace_keys(&secrets.session_key);
        self.pins.replace_keys(secrets.pin_pepper);
        Ok(())
    }

    /// The time that all processes on this database agree on.
    pub async fn shared_now(&self) -> Result<DateTime<Utc>, DbError> {
        self.time.now(&self.db).await
    }

    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    pub fn is_demo(&self) -> bool {
        self.is_demo
    }

    /// Hashes the PIN of a new link, for the worker.
    pub async fn hash_pin(&self, pin: &str, link_id: &str) -> String {
        let mut permit = self.permits.wait().await;
        let (pins, pin, link_id) = (
            Arc::clone(&self.pins),
            Zeroizing::new(pin.to_owned()),
            link_id.to_owned(),
        );
        for_the_worker(move || pins.hash(permit.memory(), &pin, &link_id)).await
    }

    /// Compares a typed PIN and gives the permit back.
    pub async fn compare_pin(
        &self,
        mut permit: HashingPermit,
        pin: &str,
        link: (&str, String),
    ) -> ComparedPin {
        let (link_id, stored) = link;
        let (pins, pin, link_id) = (
            Arc::clone(&self.pins),
            Zeroizing::new(pin.to_owned()),
            link_id.to_owned(),
        );
        for_a_visitor(move || pins.compare(permit.memory(), &pin, &link_id, &stored)).await
    }
}

fn outbox(config: &Config, clock: &Arc<dyn Clock>) -> anyhow::Result<Arc<DevelopmentOutbox>> {
    DevelopmentOutbox::open(config.outbox_file.as_deref(), Arc::clone(clock))
        .map(Arc::new)
        .context("MYVAX_OUTBOX_FILE cannot be opened for writing")
}

fn token_of(gateways: &GatewaySettings) -> Option<Zeroizing<String>> {
    gateways.sms.as_ref().map(|sms| sms.token.clone())
}

/// The notifier of each channel. In the demo, the outbox takes the messages for which no gateway is set.
fn notifiers(
    gateways: GatewaySettings,
    public_url: &str,
    outbox: Option<&Arc<DevelopmentOutbox>>,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<ChannelNotifiers> {
    let mut notifiers = ChannelNotifiers::default();
    if let Some(mail) = gateways.email {
        notifiers = notifiers.with_gateway(Channel::Email, SmtpNotifier::new(&mail, Arc::clone(clock))?);
    }
    if let Some(texts) = gateways.sms {
        let gateway = TextNotifier::new(texts, public_url, Arc::clone(clock))?;
        notifiers = notifiers.with_gateway(Channel::Sms, gateway);
    }
    if let Some(outbox) = outbox {
        let outbox: Arc<dyn Notifier> = Arc::clone(outbox) as _;
        notifiers = notifiers.otherwise(&outbox);
    }
    Ok(notifiers)
}

fn metrics(db: &Database) -> Metrics {
    let metrics = Metrics::new(Lists {
        limits: Limit::ALL.map(Limit::name).into(),
        failures: Failure::ALL.map(Failure::name).into(),
        queues: Queue::ALL.map(Queue::name).into(),
        channels: Channel::ALL.map(Channel::name).into(),
    });
    for pool in db.pools() {
        metrics.register(pool.waits);
    }
    metrics
}

fn stored_networks(db: &Database) -> Result<Vec<(String, String)>, DbError> {
    let rows = db.read_blocking(|conn| limit_counters::beginning_with(conn, network::KEYS_BEGIN))?;
    Ok(rows.into_iter().map(|row| (row.key, row.counts)).collect())
}
