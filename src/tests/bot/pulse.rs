//! A gateway that does not answer is not relied upon, and given up when it did answer before.

use std::time::Duration;

use rustmail::bot::pulse::Pulse;
use tokio::time::advance;

/// A question every one and a half seconds.
async fn ask(pulse: &Pulse) -> String {
    advance(Duration::from_millis(1500)).await;
    pulse.question().expect("it is time to ask")
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_answers_is_felt_until_it_stops() {
    let pulse = Pulse::default();
    let question = ask(&pulse).await;
    assert!(!pulse.is_felt());
    assert_eq!(pulse.question(), None);
    pulse.answered("something else");
    assert!(!pulse.is_felt());
    pulse.answered(&question);
    assert!(pulse.is_felt());
    advance(Duration::from_millis(2500)).await;
    assert!(!pulse.is_felt() && !pulse.has_stopped());
    for _ in 0..6 {
        ask(&pulse).await;
        assert!(!pulse.has_stopped());
    }
    ask(&pulse).await;
    assert!(pulse.has_stopped());
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_answers_late_is_not_relied_upon_but_kept() {
    let pulse = Pulse::default();
    let in_time = ask(&pulse).await;
    pulse.answered(&in_time);
    let mut questions = vec![ask(&pulse).await, ask(&pulse).await];
    for _ in 0..50 {
        questions.push(ask(&pulse).await);
        pulse.answered(&questions.remove(0));
        assert!(!pulse.is_felt() && !pulse.has_stopped());
    }
}

#[tokio::test(start_paused = true)]
async fn of_a_session_that_never_answered_nothing_follows() {
    let pulse = Pulse::default();
    let before = ask(&pulse).await;
    pulse.answered(&before);
    let late = ask(&pulse).await;
    pulse.begin();
    pulse.answered(&late);
    for _ in 0..50 {
        ask(&pulse).await;
        assert!(!pulse.is_felt() && !pulse.has_stopped());
    }
}
