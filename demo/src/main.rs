//! trial
#![allow(
    clippy::all,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods
)]
use rand::SeedableRng as _;
use rustmail_demo::*;
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_env_filter("warn").init();
    let t = std::time::Instant::now();
    let place = place::Place::new("/tmp/demo-try".into());
    place.clear()?;
    place.prepare()?;
    let now = chrono::Utc::now();
    let clock = discord_simulator::clock::Clock::stopped_at(now);
    let simulator = discord_simulator::Simulator::start(discord_simulator::Options {
        clock,
        ..Default::default()
    })
    .await?;
    let mut rng = rand::rngs::StdRng::seed_from_u64(1);
    let start = now - chrono::TimeDelta::days(90);
    let cast = cast::Cast::assemble(&simulator, start, &mut rng)?;
    place.keep_config(&configuration::text(&simulator, &cast, 3902))?;
    let config = configuration::read(&place.config())?;
    let library = conversations::Library::read()?;
    let closed = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(300);
    let plan = plan::Plan::new(&library, &cast, (plan::Extent { closed, now }, &mut rng))?;
    println!("{} cases {} steps", plan.cases.len(), plan.steps.len());
    let app = rustmail::app::App::build(config, rustmail::clock::Clock::at(start)).await?;
    println!("built {:?}", t.elapsed());
    let seeding = seeding::Seeding {
        app: app.clone(),
        simulator: simulator.clone(),
        cast,
        plan,
    };
    let mut last = 0;
    let mut scenes = 0;
    let key = seeding
        .run(|p| {
            scenes += 1;
            if p.opened / 20 > last {
                last = p.opened / 20;
                println!("{p:?} {:?}", t.elapsed());
            }
            Ok(())
        })
        .await?;
    println!("{} scenes {:?} {}", scenes, t.elapsed(), key);
    app.database.shutdown().await?;
    simulator.stop().await;
    Ok(())
}
