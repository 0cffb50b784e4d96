//! Viewing: reads the record when it is shown and stores it nowhere.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::SecondsFormat;
use shared::health_card::HealthCard;
use shared::immunization::{ImmunizationRecord, LinkOpenings};

use crate::app::App;
use crate::db::{DbError, access_links, codes};
use crate::health_card::revocation::rid;
use crate::record::assemble::assemble;
use crate::record::catalogue::Catalogue;
use crate::record::{ReportedImmunization, ReportedPerson};
use crate::secrets::keys::mac;

/// 96 bits, so that no two doses of one record get the same id by chance.
const DOSE_ID_BYTES: usize = 12;

/// The data that a link shows.
pub struct View {
    pub record: ImmunizationRecord,
    pub health_cards: Vec<HealthCard>,
    pub openings: LinkOpenings,
}

#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The person is no longer in the registry, or is protected.
    #[error("the link opens no record")]
    Nobody,
    #[error(transparent)]
    Database(#[from] DbError),
    #[error(transparent)]
    Registry(#[from] crate::registry::RegistryError),
}

/// The record and the cards of the person whom a link opens.
pub async fn view(app: &App, link_id: &str) -> Result<View, ViewError> {
    let id = link_id.to_owned();
    let link = app
        .db
        .read(move |conn| access_links::find_opened(conn, &id))
        .await?;
    // Read the person again: since the decision the person may have become protected, or two records may have been separated.
    let person = app
        .registry
        .person(&link.patient_ids)
        .await?
        .ok_or(ViewError::Nobody)?;
    let ReportedPerson {
        patient,
        mut immunizations,
        ..
    } = person;
    let catalogue = current_catalogue(app, &immunizations).await?;
    for dose in &mut immunizations {
        dose.id = dose_id(app, &dose.id);
    }
    let registry = app.portal_in(app.default_locale).registry_name;
    let today = app.clock.latest_today();
    let record = assemble(&patient, &immunizations, &catalogue, &registry, today);
    let rid = rid(app.card_secret.as_slice(), app.issuer.kid(), &patient.id);
    let health_cards = app
        .issuer
        .issue(&patient, &immunizations, &catalogue, &rid, app.clock.now());
    Ok(View {
        record,
        health_cards,
        openings: LinkOpenings {
            count: u32::try_from(link.openings).unwrap_or(0),
            previous_at: link
                .previous_opened_at
                .map(|at| at.and_utc().to_rfc3339_opts(SecondsFormat::Secs, true)),
        },
    })
}

/// The registry's own id reveals how many records exist and in which order they came; its keyed hash reveals nothing.
fn dose_id(app: &App, id: &str) -> String {
    let hash = mac(app.dose_id_key.as_slice(), &[id.as_bytes()]);
    URL_SAFE_NO_PAD.encode(&hash[..DOSE_ID_BYTES])
}

/// The built-in catalogue, updated with the stored codes of these doses, so that a newly loaded code applies at once.
async fn current_catalogue<'a>(
    app: &'a App,
    doses: &[ReportedImmunization],
) -> Result<Cow<'a, Catalogue>, DbError> {
    let cvx: Vec<String> = doses.iter().map(|dose| dose.cvx.clone()).collect();
    let mvx: Vec<String> = doses.iter().filter_map(|dose| dose.mvx.clone()).collect();
    let (vaccines, manufacturers) = app
        .db
        .read(move |conn| codes::find(conn, &texts(&cvx), &texts(&mvx)))
        .await?;
    Ok(if vaccines.is_empty() && manufacturers.is_empty() {
        Cow::Borrowed(&app.catalogue)
    } else {
        Cow::Owned(app.catalogue.clone().with_overrides(vaccines, manufacturers))
    })
}

fn texts(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}
