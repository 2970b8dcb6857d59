//! Traffic parameters as the compiler wrote them: named in traffic-parameters.ts, where defaults and sources stand. Order = order of the words.

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Parameters { $( $(#[$doc])* pub $name: i64, )* }

        impl Parameters {
            pub const COUNT: usize = [$(stringify!($name)),*].len();

            /// None when the number of words is another version's, or a value lies outside what the arithmetic is made for.
            pub fn from_words(words: &[u32]) -> Option<Parameters> {
                if words.len() != Self::COUNT {
                    return None;
                }
                let mut next = words.iter().map(|word| i64::from(*word as i32));
                Some(Parameters { $( $name: next.next().filter(|value| range(stringify!($name)).contains(value))?, )* })
            }
        }
    };
}

/// Wide enough for every experiment, narrow enough that products of two values fit 32 bits.
fn range(name: &str) -> std::ops::RangeInclusive<i64> {
    match name {
        "saturation_headway_ms" | "backward_wave_mm_per_s" => 1..=60_000,
        "jam_spacing_mm" => 1_000..=60_000,
        "speed_factor_permille" => 100..=3_000,
        _ if name.ends_with("permille") => 1..=20_000,
        _ if name.ends_with("headway_ms") || name.ends_with("gap_ms") || name.ends_with("follow_up_ms") => 0..=60_000,
        _ => 0..=3_600_000,
    }
}

parameters! {
    /// Time between two departures of a standing queue on one lane [ms per pcu 1].
    saturation_headway_ms,
    /// Length of road that one standing car takes [mm].
    jam_spacing_mm,
    /// Speed of a hole or a start wave upstream [mm/s].
    backward_wave_mm_per_s,
    /// From green until the first standing car crosses [ms] = start-up lost time + one headway (HCM counts rear axles at the line).
    start_up_ms,
    /// Part of yellow that still serves traffic [ms].
    yellow_used_ms,
    /// Permissive turns against oncoming traffic: shortest gap taken, and time between two that share a long gap [ms].
    permissive_critical_gap_ms,
    permissive_follow_up_ms,
    /// Movements without a signal that give way.
    minor_critical_gap_ms,
    minor_follow_up_ms,
    /// Right turn on red after a stop.
    turn_on_red_critical_gap_ms,
    turn_on_red_follow_up_ms,
    /// Time lost by stopping first (stop sign, right turn on red) [ms].
    stop_first_ms,
    /// Time lost on crossing a junction, by turn [ms].
    through_loss_ms,
    left_loss_ms,
    right_loss_ms,
    uturn_loss_ms,
    /// Free speed = limit x this / 1000.
    speed_factor_permille,
    /// Space and time a vehicle of a class takes in a queue, x 1000, by class.
    car_pcu_permille,
    taxi_pcu_permille,
    bus_pcu_permille,
    truck_pcu_permille,
    motorcycle_pcu_permille,
    /// Gridlock rule: a vehicle at the head of a lane blocked for longer than this is taken out and counted [ms]; 0 = off.
    gridlock_removal_ms,
    /// Saturation headway of turns = that of through traffic x this / 1000 (U-turns as left turns).
    left_headway_permille,
    right_headway_permille,
    /// Permissive turners of one lane who stand in the junction when their green ends and leave during yellow.
    sneakers,
    /// Junctions where nothing else is said: time between two crossings that conflict, first come first served [ms].
    conflict_clearance_ms,
    /// After waiting this long at the head of a lane a driver takes half the critical gap, after twice as long any [ms].
    impatience_ms,
    /// Virtual arrivals at every signalled pedestrian crossing, for the cost to pedestrians.
    pedestrians_per_hour,
}
