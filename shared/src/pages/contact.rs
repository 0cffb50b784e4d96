//! The department's contacts: phone with hours, interpreter, e-mail.

use crate::html::{each, escape};
use crate::texts::Texts;

pub fn block(texts: &Texts<'_>) -> String {
    let title = texts.html("layout-contact-title");
    let phone = texts.html("layout-contact-phone");
    let hours = each(texts.help_hours, |line| format!("<li>{}</li>", escape(line)));
    let interpreter = escape(&texts.portal.interpreter);
    let email = texts.html("layout-contact-email");
    format!(
        "<section class=\"contact-block\"><h2>{title}</h2><p class=\"contact-phone\">{phone}</p>\
        <ul class=\"contact-hours\">{hours}</ul><p>{interpreter}</p><p>{email}</p></section>"
    )
}
