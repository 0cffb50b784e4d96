//! The COVID-19 SMART Health Card: bundle, signature, QR text, keys.
