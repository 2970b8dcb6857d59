//! What a vehicle needs to know of the network on its way, derived once and packed so that a crossing touches few cache lines.

use crate::ids::{LinkId, MovementId};
use crate::network::{Network, Turn};

#[derive(Clone, Copy)]
pub(super) struct MovementRecord {
    pub to: u32,
    /// u32::MAX = no signal.
    pub signal: u32,
    pub lanes: u32,
    /// Time between two departures behind a car that takes this movement [ms].
    pub headway_ms: u32,
    pub loss_ms: u32,
    /// Lanes whose traffic has priority: span in `priority_lanes`.
    priority: (u32, u32),
    pub flags: u8,
}

/// Yields to somebody (where the signal does not give it the right of way).
pub(super) const YIELDS: u8 = 1;
pub(super) const TURN_ON_RED: u8 = 2;
pub(super) const STOP_FIRST: u8 = 4;
/// Without a signal, in conflict with others and nobody has priority: first come, first served.
pub(super) const FIRST_COME: u8 = 8;

pub(super) struct Layout {
    pub movements: Vec<MovementRecord>,
    priority_lanes: Vec<u32>,
    /// Movements that this one waits for, by movement (span in `priority_movements`).
    priority_of: Vec<(u32, u32)>,
    priority_movements: Vec<u32>,
    /// Links whose stop line a signal controls, by signal.
    signal_links: Vec<Vec<u32>>,
    /// Signal at the stop line of a link; u32::MAX = none.
    pub link_signal: Vec<u32>,
    /// Hole or start wave over the length of a link [ms].
    pub back_ms: Vec<u32>,
    pub through_headway_ms: u32,
}

impl Layout {
    pub fn new(network: &Network) -> Layout {
        let parameters = &network.parameters;
        let mut layout = Layout {
            movements: Vec::with_capacity(network.movements.len()),
            priority_lanes: Vec::new(),
            priority_of: Vec::new(),
            priority_movements: Vec::new(),
            signal_links: vec![Vec::new(); network.signals.len()],
            link_signal: vec![u32::MAX; network.links.len()],
            back_ms: network
                .links
                .iter()
                .map(|link| super::bounded_ms(link.length_mm * 1000 / parameters.backward_wave_mm_per_s))
                .collect(),
            through_headway_ms: parameters.saturation_headway_ms as u32,
        };
        for id in (0..network.movements.len() as u32).map(MovementId) {
            layout.add_movement(network, id);
        }
        for (link, place) in layout.link_signal.iter_mut().enumerate() {
            let signalled =
                network.movements_out(LinkId(link as u32)).iter().map(|out| network.movement(*out).signal).find(|signal| signal.is_some());
            if let Some(signal) = signalled {
                *place = signal.0;
                layout.signal_links[signal.at()].push(link as u32);
            }
        }
        layout
    }

    fn add_movement(&mut self, network: &Network, id: MovementId) {
        let (parameters, movement) = (&network.parameters, network.movement(id));
        let factor = match movement.turn {
            Turn::Through => 1000,
            Turn::Right => parameters.right_headway_permille,
            Turn::Left | Turn::UTurn => parameters.left_headway_permille,
        };
        // Two movements that each yield to the other: nobody has priority.
        let mutual = |other: &MovementId| network.yields_to(*other).contains(&id);
        let mut waits_for: Vec<MovementId> = network.yields_to(id).iter().filter(|other| !mutual(other)).copied().collect();
        if movement.turn_on_red {
            // On red everybody who comes into the same link has priority.
            let merging =
                network.movements_into(movement.to).iter().filter(|other| **other != id && network.movement(**other).from != movement.from);
            waits_for.extend(merging);
            waits_for.sort();
            waits_for.dedup();
        }
        let first_lane = self.priority_lanes.len() as u32;
        for other in &waits_for {
            let (source, lanes) = (network.link(network.movement(*other).from), network.movement(*other).lanes);
            for k in (0..source.lane_count).filter(|k| lanes >> k & 1 != 0) {
                if !self.priority_lanes[first_lane as usize..].contains(&(source.first_lane + k)) {
                    self.priority_lanes.push(source.first_lane + k);
                }
            }
        }
        let first_movement = self.priority_movements.len() as u32;
        self.priority_movements.extend(waits_for.iter().map(|other| other.0));
        self.priority_of.push((first_movement, self.priority_movements.len() as u32));
        let is_signalled = movement.signal.is_some();
        let flag = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
        let flags = flag(!waits_for.is_empty(), YIELDS)
            | flag(movement.turn_on_red && is_signalled, TURN_ON_RED)
            | flag(movement.stop_first && !is_signalled, STOP_FIRST)
            | flag(!is_signalled && waits_for.is_empty() && !network.conflicts_with(id).is_empty(), FIRST_COME);
        self.movements.push(MovementRecord {
            to: movement.to.0,
            signal: movement.signal.0,
            lanes: movement.lanes,
            headway_ms: (parameters.saturation_headway_ms * factor / 1000).max(1) as u32,
            loss_ms: movement.loss_ms as u32,
            priority: (first_lane, self.priority_lanes.len() as u32),
            flags,
        });
    }

    #[inline]
    pub fn priority_lanes(&self, movement: u32) -> &[u32] {
        let (start, end) = self.movements[movement as usize].priority;
        &self.priority_lanes[start as usize..end as usize]
    }

    /// Whether `movement` waits for vehicles of `other`.
    #[inline]
    pub fn waits_for(&self, movement: u32, other: u32) -> bool {
        let (start, end) = self.priority_of[movement as usize];
        self.priority_movements[start as usize..end as usize].contains(&other)
    }

    pub fn signal_links(&self, signal: u32) -> &[u32] {
        &self.signal_links[signal as usize]
    }
}
