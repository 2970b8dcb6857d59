//! Fastest ways between two places on the road, edge by edge, so that turns cost what they cost and forbidden ones do not exist.
//! A* (Hart, Nilsson, Raphael 1968) with a straight-line bound; the tests compare it with plain Dijkstra. Ties go to the lower link.

use crate::ids::{LinkId, MovementId};
use crate::network::{Network, Turn, straight_mm};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A point on a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub link: LinkId,
    /// From the link's upstream end [mm].
    pub offset_mm: i64,
}

/// What a way costs. `link_ms` must never be less than the bound's pace allows: see `Bound`.
pub trait Costs {
    /// Milliseconds over the whole link; None = closed, nobody may enter it.
    fn link_ms(&self, link: LinkId) -> Option<i64>;
    /// Milliseconds that the turn adds.
    fn turn_ms(&self, movement: MovementId) -> i64;
    /// Where the way along the link ends for whoever is on it from `from_mm` on: up to there, and no further. None = nowhere.
    fn bar_mm(&self, _link: LinkId, _from_mm: i64) -> Option<i64> {
        None
    }
}

/// Extra time of a turn beyond the parameters' junction loss [ms]: slowing down and giving way. An assumption; it keeps routes from zigzagging.
pub fn turn_penalty_ms(turn: Turn) -> i64 {
    match turn {
        Turn::Through => 0,
        Turn::Right => 2_000,
        Turn::Left => 5_000,
        Turn::UTurn => 15_000,
    }
}

/// Least milliseconds per straight millimetre that any link of the network allows: the straight line times this is never too much.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bound {
    pace: f64,
}

impl Bound {
    /// No bound: A* becomes Dijkstra.
    pub const NONE: Bound = Bound { pace: 0.0 };

    /// `fastest_ms` is a lower bound of what any later search charges for a link.
    pub fn of(network: &Network, fastest_ms: impl Fn(LinkId) -> i64) -> Bound {
        let mut pace = f64::INFINITY;
        for link in (0..network.links.len() as u32).map(LinkId) {
            let (from, to) = ends(network, link);
            let straight_mm = straight_mm(from, to);
            if straight_mm > 0.0 {
                pace = f64::min(pace, fastest_ms(link) as f64 / straight_mm);
            }
        }
        // The last factor takes up the rounding of the divisions, so that the bound stays consistent.
        Bound { pace: if pace.is_finite() { pace * (1.0 - 1e-9) } else { 0.0 } }
    }

    fn ms(self, from: (i32, i32), to: (i32, i32)) -> i64 {
        (self.pace * straight_mm(from, to)) as i64
    }
}

fn ends(network: &Network, link: LinkId) -> ((i32, i32), (i32, i32)) {
    let shape = network.shape_mm(link);
    (shape[0], shape[shape.len() - 1])
}

/// A way: links from the start's to the goal's, and its milliseconds between the two places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    pub links: Vec<LinkId>,
    pub ms: i64,
}

/// Share of a link's milliseconds that lies between two offsets.
pub fn part_ms(network: &Network, link: LinkId, link_ms: i64, from_mm: i64, to_mm: i64) -> i64 {
    let length = network.link(link).length_mm;
    link_ms * (to_mm - from_mm).clamp(0, length) / length
}

/// None where no way leads there. The start's link may be closed (who is on it finishes it), no other.
pub fn fastest(network: &Network, costs: &impl Costs, bound: Bound, start: Place, goal: Place) -> Option<Way> {
    let start_ms = costs.link_ms(start.link).unwrap_or(network.link(start.link).free_ms);
    let reaches_goal = |from_mm: i64| costs.bar_mm(goal.link, from_mm).is_none_or(|bar_mm| goal.offset_mm <= bar_mm);
    if start.link == goal.link && goal.offset_mm >= start.offset_mm && reaches_goal(start.offset_mm) {
        return Some(Way { links: vec![start.link], ms: part_ms(network, start.link, start_ms, start.offset_mm, goal.offset_mm) });
    }
    // Whoever cannot leave the start's link, or not come as far as the goal on the goal's, has no way.
    if costs.bar_mm(start.link, start.offset_mm).is_some() || !reaches_goal(0) {
        return None;
    }
    let goal_ms = part_ms(network, goal.link, costs.link_ms(goal.link)?, 0, goal.offset_mm);
    let goal_xy = ends(network, goal.link).0;
    let goal_node = network.links.len();
    // One label per link = cost up to its downstream end, and one for the goal itself: it may lie behind the start on the same link.
    let mut best = vec![i64::MAX; goal_node + 1];
    let mut came_from = vec![u32::MAX; goal_node + 1];
    let mut is_settled = vec![false; goal_node + 1];
    let mut open = BinaryHeap::new();
    let length = network.link(start.link).length_mm;
    best[start.link.at()] = part_ms(network, start.link, start_ms, start.offset_mm, length);
    open.push(Reverse((best[start.link.at()] + bound.ms(ends(network, start.link).1, goal_xy), start.link.0)));
    while let Some(Reverse((_, at))) = open.pop() {
        if std::mem::replace(&mut is_settled[at as usize], true) {
            continue;
        }
        let cost = best[at as usize];
        if at as usize == goal_node {
            return Some(Way { links: trace_back(&came_from, goal_node, goal.link), ms: cost });
        }
        for movement in network.movements_out(LinkId(at)) {
            let next = network.movement(*movement).to;
            let turn_ms = costs.turn_ms(*movement);
            let mut relax = |node: usize, cost: i64, rest_ms: i64| {
                if cost < best[node] {
                    best[node] = cost;
                    came_from[node] = at;
                    open.push(Reverse((cost + rest_ms, node as u32)));
                }
            };
            if next == goal.link {
                relax(goal_node, cost + turn_ms + goal_ms, 0);
            }
            if let Some(link_ms) = costs.link_ms(next).filter(|_| costs.bar_mm(next, 0).is_none()) {
                relax(next.at(), cost + turn_ms + link_ms, bound.ms(ends(network, next).1, goal_xy));
            }
        }
    }
    None
}

/// The start's label may be improved only by a loop, which never pays: following `came_from` from the goal ends at the start.
fn trace_back(came_from: &[u32], goal_node: usize, goal: LinkId) -> Vec<LinkId> {
    let mut links = vec![goal];
    let mut at = came_from[goal_node];
    while at != u32::MAX {
        links.push(LinkId(at));
        at = came_from[at as usize];
    }
    links.reverse();
    links
}

/// Movements between the links of a way; None where two of them do not meet.
pub fn movements_along(network: &Network, links: &[LinkId]) -> Option<Vec<MovementId>> {
    links.windows(2).map(|pair| Some(network.movement_between(pair[0], pair[1])).filter(|movement| movement.is_some())).collect()
}
