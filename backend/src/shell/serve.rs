//! Answers every path that is not the API's: files, pages, and honest 404s.

use actix_web::http::header::{ACCEPT, ALLOW, CACHE_CONTROL};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, web};
use shared::pages::Page;
use shared::problem::{Problem, ProblemCode};

use super::language::is_first_visit;
use super::{MANIFEST, Shell};
use crate::app::App;

/// Below these lie files and calls, never pages.
const NOT_PAGES: [&str; 3] = ["/api/", "/.well-known/", "/assets/"];

/// Everything no other route answers. Needs `Data<Shell>` in the app.
pub fn configure(config: &mut ServiceConfig) {
    config.default_service(web::to(serve));
}

async fn serve(request: HttpRequest, shell: Data<Shell>) -> HttpResponse {
    shell.answer(&request)
}

impl Shell {
    /// actix leaves the body away for HEAD.
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let path = request.path();
        let is_api = NOT_PAGES.iter().any(|folder| path.starts_with(folder));
        if *request.method() != Method::GET && *request.method() != Method::HEAD {
            return if is_api {
                problem(ProblemCode::NotFound)
            } else {
                problem(ProblemCode::MethodNotAllowed)
            };
        }
        if let Some(file) = self.files.get(path) {
            return file.answer(request);
        }
        let app = request.app_data::<Data<App>>().map(Data::get_ref);
        let pages = self.pages(self.languages.choose(request), app);
        if path == MANIFEST {
            return pages.manifest.answer(request);
        }
        let mut response = match Page::at(path) {
            Page::Start if is_first_visit(request) => pages.first_visit.answer(request),
            page if self.is_there(page) => pages.get(page).answer(request),
            _ if !is_api && wants_page(request) => {
                let not_found = pages.get(Page::NotFound);
                not_found.answer_as(StatusCode::NOT_FOUND, request)
            }
            _ => return problem(ProblemCode::NotFound),
        };
        if let Some(cookie) = self.languages.cookie(request) {
            response
                .add_cookie(&cookie)
                .expect("a language tag may stand in a cookie");
        }
        response
    }

    fn is_there(&self, page: Page) -> bool {
        page != Page::NotFound && (page != Page::DemoInbox || self.is_demo)
    }
}

/// A person going somewhere, not a script or an image.
fn wants_page(request: &HttpRequest) -> bool {
    let accepted = request
        .headers()
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

fn problem(code: ProblemCode) -> HttpResponse {
    let status = StatusCode::from_u16(code.status()).expect("every code's status is between 400 and 599");
    let mut response = HttpResponse::build(status);
    if code == ProblemCode::MethodNotAllowed {
        response.insert_header((ALLOW, "GET, HEAD"));
    }
    response
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type("application/problem+json")
        .body(serde_json::to_vec(&Problem::new(code)).expect("a problem is always JSON"))
}
