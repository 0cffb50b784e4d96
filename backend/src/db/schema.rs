//! The tables for diesel: the same on both engines.

diesel::table! {
    patient (id) {
        id -> BigInt,
        sender -> Text,
        sender_patient_id -> Text,
        first_name -> Text,
        middle_name -> Nullable<Text>,
        last_name -> Text,
        suffix -> Nullable<Text>,
        aliases -> Text,
        birth_date -> Date,
        gender -> Text,
        is_protected -> Bool,
        is_deceased -> Bool,
        deceased_on -> Nullable<Date>,
        is_multiple_birth -> Bool,
        last_reported_at -> Timestamp,
        last_report_digest -> Binary,
    }
}

diesel::table! {
    report (patient_id, reported_at, digest) {
        patient_id -> BigInt,
        reported_at -> Timestamp,
        digest -> Binary,
        body -> Binary,
    }
}

diesel::table! {
    patient_contact (patient_id, kind, value, owner) {
        patient_id -> BigInt,
        kind -> Text,
        value -> Text,
        owner -> Text,
        last_reported_at -> Timestamp,
    }
}

diesel::table! {
    contact_hash (hash, patient_id, owner) {
        hash -> Binary,
        patient_id -> BigInt,
        owner -> Text,
        last_seen_on -> Date,
    }
}

diesel::table! {
    immunization (patient_id, number) {
        patient_id -> BigInt,
        number -> Integer,
        filler_order_number -> Nullable<Text>,
        cvx -> Text,
        vaccine_text -> Nullable<Text>,
        occurrence_date -> Date,
        mvx -> Nullable<Text>,
        product -> Nullable<Text>,
        lot_number -> Nullable<Text>,
        performer -> Nullable<Text>,
        is_historical -> Bool,
        outcome -> Text,
        last_reported_at -> Timestamp,
    }
}

diesel::table! {
    patient_separation (one_id, other_id) {
        one_id -> BigInt,
        other_id -> BigInt,
        separated_at -> Timestamp,
    }
}

diesel::table! {
    sender_tally (sender) {
        sender -> Text,
        messages -> BigInt,
        rejected -> BigInt,
        warnings -> BigInt,
        last_message_at -> Timestamp,
    }
}

diesel::table! {
    registry_state (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    vaccine_code (cvx) {
        cvx -> Text,
        name -> Text,
        vaccine_groups -> Text,
    }
}

diesel::table! {
    manufacturer_code (mvx) {
        mvx -> Text,
        name -> Text,
    }
}

diesel::table! {
    access_request (id) {
        id -> Text,
        request_code -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        locale -> Text,
        contact_hash -> Binary,
        sealed_payload -> Nullable<Binary>,
        received_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        attempts -> Integer,
        next_try_at -> Timestamp,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        panics -> Integer,
        identity_hash -> Nullable<Binary>,
    }
}

diesel::table! {
    limit_counter (key) {
        key -> Text,
        counts -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    used_challenge (challenge) {
        challenge -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    access_link (id) {
        id -> Text,
        request_id -> Text,
        request_code -> Text,
        token_hash -> Binary,
        pin_hash -> Nullable<Text>,
        tries -> Integer,
        issued_at -> Timestamp,
        expires_at -> Timestamp,
        locked_at -> Nullable<Timestamp>,
        sessions_valid_after -> Timestamp,
        comparing_by -> Nullable<Text>,
        comparing_until -> Nullable<Timestamp>,
        opened -> Integer,
        last_opened_at -> Nullable<Timestamp>,
        previous_opened_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
        session_number -> Integer,
    }
}

diesel::table! {
    access_link_patient (link_id, patient_id) {
        link_id -> Text,
        patient_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    message (id) {
        id -> Text,
        request_id -> Nullable<Text>,
        link_id -> Nullable<Text>,
        channel -> Text,
        kind -> Text,
        locale -> Text,
        contact_hash -> Binary,
        sealed_content -> Nullable<Binary>,
        state -> Text,
        created_at -> Timestamp,
        give_up_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
        attempts -> Integer,
        next_try_at -> Timestamp,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        panics -> Integer,
        failure -> Nullable<Text>,
        delivery -> Nullable<Text>,
    }
}

diesel::table! {
    signing_key (kid) {
        kid -> Text,
        state -> Text,
        public_key -> Binary,
        sealed_private -> Nullable<Binary>,
        created_at -> Timestamp,
        sealed_card_secret -> Nullable<Binary>,
    }
}

diesel::table! {
    sender_account (name) {
        name -> Text,
        password_hash -> Binary,
        created_at -> Timestamp,
        disabled_at -> Nullable<Timestamp>,
        links_own_only -> Bool,
    }
}

diesel::table! {
    sender_facility (account_name, facility) {
        account_name -> Text,
        facility -> Text,
    }
}

diesel::table! {
    write_probe (id) {
        id -> Integer,
        written_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(access_request, message);
diesel::allow_tables_to_appear_in_same_query!(patient, contact_hash);
diesel::allow_tables_to_appear_in_same_query!(patient, patient_contact);
diesel::allow_tables_to_appear_in_same_query!(patient, immunization);
diesel::allow_tables_to_appear_in_same_query!(access_link, access_link_patient);
diesel::allow_tables_to_appear_in_same_query!(sender_account, sender_facility);
