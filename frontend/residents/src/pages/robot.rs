//! The robot check of a form: solves a challenge when the box is ticked, and sends with a proof that has not expired.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;

use super::parts::solve;
use crate::forms::RobotCheckState;
use ui::api::ApiError;
use ui::browser;

/// The person ticked or cleared the box.
pub fn tick(robot: RwSignal<RobotCheckState>, is_ticked: bool) {
    if !is_ticked {
        robot.set(RobotCheckState::Unticked);
        return;
    }
    robot.set(RobotCheckState::Working);
    spawn_local(async move {
        let state = solve().await.unwrap_or(RobotCheckState::Failed);
        // The box may have been cleared while the check was working.
        if robot.try_with_untracked(RobotCheckState::is_ticked) == Some(true) {
            robot.set(state);
        }
    });
}

/// Calls `send` with a proof. If the server rejects the proof, this makes a new one, once.
pub async fn send_with_proof<T>(
    robot: RwSignal<RobotCheckState>,
    send: impl AsyncFn(String) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    match send(proof(robot).await?).await {
        Err(error) if error.code() == Some(ProblemCode::BotCheckFailed) => {
            robot.set(RobotCheckState::Unticked);
            send(proof(robot).await?).await
        }
        answer => answer,
    }
}

/// The existing proof, or a new one if it is missing, unfinished, or about to expire.
async fn proof(robot: RwSignal<RobotCheckState>) -> Result<String, ApiError> {
    while robot.try_with_untracked(|state| *state == RobotCheckState::Working) == Some(true) {
        browser::pause(50).await;
    }
    let now = browser::now_in_seconds();
    let known = robot.try_with_untracked(|state| state.proof(now).map(str::to_owned));
    if let Some(proof) = known.flatten() {
        return Ok(proof);
    }
    robot.set(RobotCheckState::Working);
    let state = solve().await;
    robot.set(state.clone().unwrap_or(RobotCheckState::Failed));
    state?.proof(now).map(str::to_owned).ok_or(ApiError::Unexpected)
}
