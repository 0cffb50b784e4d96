//! The closed lists of all forms together, for the description of the API and for the tests that compare texts and
//! documents with the codes. A new form adds its two lists here; the forms do not import each other.

use crate::{access_request, unlock};

/// The JSON names of the fields, each once.
pub fn field_names() -> Vec<&'static str> {
    each_once(&[access_request::Field::TEXTS, &[unlock::PIN]])
}

/// The codes of all problems of fields, each once.
pub fn field_problems() -> Vec<&'static str> {
    each_once(&[access_request::PROBLEMS, unlock::PROBLEMS].concat())
}

fn each_once(lists: &[&[&'static str]]) -> Vec<&'static str> {
    let mut all = Vec::new();
    for text in lists.iter().copied().flatten() {
        if !all.contains(text) {
            all.push(*text);
        }
    }
    all
}

#[cfg(feature = "openapi")]
mod description {
    //! The entries of `fields` in the description of the API: two closed lists.

    use std::borrow::Cow;

    use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
    use utoipa::openapi::{Ref, RefOr};
    use utoipa::{PartialSchema, ToSchema};

    use super::{field_names, field_problems};
    use crate::problem::FieldError;

    const FIELD: &str = "Field";
    const PROBLEM: &str = "FieldProblem";

    impl PartialSchema for FieldError {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .description(Some("One field and what is wrong with it."))
                .property("field", Ref::from_schema_name(FIELD))
                .required("field")
                .property("problem", Ref::from_schema_name(PROBLEM))
                .required("problem")
                .into()
        }
    }

    impl ToSchema for FieldError {
        fn name() -> Cow<'static, str> {
            Cow::Borrowed("FieldError")
        }

        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            let list = |name: &str, about, texts: Vec<&str>| {
                let schema = ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some(about))
                    .enum_values(Some(texts));
                (name.to_owned(), schema.into())
            };
            schemas.push(list(FIELD, "A field of a form.", field_names()));
            schemas.push(list(PROBLEM, "A problem of a field.", field_problems()));
        }
    }
}
