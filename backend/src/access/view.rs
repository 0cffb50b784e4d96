//! Viewing: the record is read late and kept nowhere.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::immunization::OpenedRecord;

use crate::app::App;
use crate::db::{DbError, access_links, codes};
use crate::health_card::revocation::rid;
use crate::record::ReportedImmunization;
use crate::record::assemble::assemble;
use crate::record::catalogue::Catalogue;

#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// The person is no longer in the registry, or asked not to be shown.
    #[error("the link opens nobody")]
    Nobody,
    #[error(transparent)]
    Database(#[from] DbError),
    #[error(transparent)]
    Registry(#[from] crate::registry::RegistryError),
}

/// The record and the cards of the person a link opens.
pub async fn view(app: &App, link_id: &str) -> Result<OpenedRecord, ViewError> {
    let id = link_id.to_owned();
    let decided = app
        .db
        .read(move |conn| access_links::patient_ids(conn, &id))
        .await?;
    // Asked again: since the decision somebody may have been protected, or two records separated.
    let patient_ids = app.registry.records_of(&decided).await?;
    let mut person = None;
    let mut doses = Vec::new();
    for patient_id in &patient_ids {
        if let Some(patient) = app.registry.patient(patient_id).await? {
            doses.extend(app.registry.immunizations(patient_id).await?);
            person.get_or_insert(patient);
        }
    }
    let person = person.ok_or(ViewError::Nobody)?;
    let catalogue = current_catalogue(app, &doses).await?;
    let registry = app.portal_in(app.default_locale).registry_name;
    let record = assemble(
        &person,
        &doses,
        &catalogue,
        &registry,
        latest_day(app.clock.now()),
    );
    let rid = rid(&app.rid_key, app.issuer.kid(), &person.id);
    let health_cards = app
        .issuer
        .issue(&person, &doses, &catalogue, &rid, app.clock.now());
    Ok(OpenedRecord { record, health_cards })
}

/// The date where the day begins first, UTC+14: what is dated later is in the future wherever it was given.
fn latest_day(now: DateTime<Utc>) -> NaiveDate {
    (now + TimeDelta::hours(14)).date_naive()
}

/// The built-in catalogue with what was loaded since for the codes of these doses, so that a load is seen at once.
async fn current_catalogue(app: &App, doses: &[ReportedImmunization]) -> Result<Catalogue, DbError> {
    let cvx: Vec<String> = doses.iter().map(|dose| dose.cvx.clone()).collect();
    let mvx: Vec<String> = doses.iter().filter_map(|dose| dose.mvx.clone()).collect();
    app.db
        .read(move |conn| {
            Ok((
                codes::find_vaccines(conn, &texts(&cvx))?,
                codes::find_manufacturers(conn, &texts(&mvx))?,
            ))
        })
        .await
        .map(|(vaccines, manufacturers)| app.catalogue.clone().with_overrides(vaccines, manufacturers))
}

fn texts(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}
