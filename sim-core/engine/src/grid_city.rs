//! A grid of two-way streets as network bytes, for tests: the smallest city in which routes, signals and units can be tried.

use crate::network::{MAGIC, VERSION};
use crate::parameters::Parameters;

pub struct Grid {
    pub size: u32,
    pub block_mm: u32,
    /// Every node with four arms gets a two-stage signal of 90 s, all offsets 0.
    pub has_signals: bool,
    /// id, departure and nodes of a trip.
    pub trips: Vec<(u32, i32, Vec<u32>)>,
}

pub const LIMIT_MM_PER_S: u32 = 13_889;

impl Grid {
    pub fn new(size: u32) -> Grid {
        Grid { size, block_mm: 200_000, has_signals: false, trips: Vec::new() }
    }

    fn xy(&self, node: u32) -> (i32, i32) {
        ((node % self.size * self.block_mm) as i32, (node / self.size * self.block_mm) as i32)
    }

    fn neighbours(&self, node: u32) -> Vec<u32> {
        let (x, y) = (node % self.size, node / self.size);
        let mut found = Vec::new();
        if x + 1 < self.size {
            found.push(node + 1);
        }
        if y + 1 < self.size {
            found.push(node + self.size);
        }
        if x > 0 {
            found.push(node - 1);
        }
        if y > 0 {
            found.push(node - self.size);
        }
        found
    }

    /// from, to of every link, in the order of link ids.
    pub fn links(&self) -> Vec<(u32, u32)> {
        (0..self.size * self.size).flat_map(|from| self.neighbours(from).into_iter().map(move |to| (from, to))).collect()
    }

    pub fn link(&self, from: u32, to: u32) -> u32 {
        self.links().iter().position(|link| *link == (from, to)).expect("neighbours") as u32
    }

    pub fn bytes(&self, parameters: &[i32; Parameters::COUNT]) -> Vec<u8> {
        let links = self.links();
        let mut rows = Vec::new();
        let mut points = Vec::new();
        for (from, to) in &links {
            let (a, b) = (self.xy(*from), self.xy(*to));
            rows.extend([self.block_mm, LIMIT_MM_PER_S, 2, 3200, *from, *to, 1, points.len() as u32 / 2, 2]);
            points.extend([a.0 as u32, a.1 as u32, b.0 as u32, b.1 as u32]);
        }
        let signal_nodes: Vec<u32> = if self.has_signals {
            (0..self.size * self.size).filter(|node| self.neighbours(*node).len() == 4).collect()
        } else {
            Vec::new()
        };
        let mut movements: Vec<(u32, u32, bool)> = Vec::new();
        let mut movement_rows = Vec::new();
        for (number, (from, via)) in links.iter().enumerate() {
            for to in self.neighbours(*via) {
                let next = self.link(*via, to);
                let (a, b, c) = (self.xy(*from), self.xy(*via), self.xy(to));
                let (in_dir, out_dir) = ((b.0 - a.0, b.1 - a.1), (c.0 - b.0, c.1 - b.1));
                let cross = i64::from(in_dir.0) * i64::from(out_dir.1) - i64::from(in_dir.1) * i64::from(out_dir.0);
                let turn = if to == *from { 3 } else { [2, 0, 1][(cross.signum() + 1) as usize] };
                let signal = signal_nodes.iter().position(|node| node == via).map_or(u32::MAX, |at| at as u32);
                movement_rows.extend([number as u32, next, turn, 3, 0, signal, 0, 0, 0, 0]);
                movements.push((number as u32, next, in_dir.0 != 0));
            }
        }
        let (mut signals, mut plans, mut stages, mut lists) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (signal, node) in signal_nodes.iter().enumerate() {
            signals.extend([signal as u32, 1]);
            plans.extend([0, 90_000, 0, signal as u32 * 2, 2]);
            for is_east_west in [true, false] {
                let green = |movement: &(u32, u32, bool)| links[movement.0 as usize].1 == *node && movement.2 == is_east_west;
                let list: Vec<u32> = (0..movements.len() as u32).filter(|at| green(&movements[*at as usize])).collect();
                stages.extend([42_000, 3_000, 0, 7_000, 0, 0, lists.len() as u32, list.len() as u32, 0, 0]);
                lists.extend(list);
            }
        }
        let (mut trips, mut route_links, mut route_movements) = (Vec::new(), Vec::new(), Vec::new());
        for (id, depart, nodes) in &self.trips {
            let route: Vec<u32> = nodes.windows(2).map(|pair| self.link(pair[0], pair[1])).collect();
            trips.extend([*id, *depart as u32, 0, route_links.len() as u32, route.len() as u32]);
            for (at, link) in route.iter().enumerate() {
                let next = route.get(at + 1);
                let found = next.and_then(|next| movements.iter().position(|movement| movement.0 == *link && movement.1 == *next));
                route_links.push(*link);
                route_movements.push(found.map_or(u32::MAX, |movement| movement as u32));
            }
        }
        let parameters: Vec<u32> = parameters.iter().map(|value| *value as u32).collect();
        let sections = [
            vec![8 * 3_600_000, 0],
            parameters,
            rows,
            points,
            movement_rows,
            Vec::new(),
            signals,
            plans,
            stages,
            lists,
            trips,
            route_links,
            route_movements,
            Vec::new(),
        ];
        let mut words = vec![MAGIC, VERSION];
        words.extend(sections.iter().map(|section| section.len() as u32));
        words.extend(sections.concat());
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

/// Defaults of traffic-parameters.ts as far as the tests depend on them; what is appended later is 1000 (a factor of one).
pub fn plain_parameters() -> [i32; Parameters::COUNT] {
    let known = [
        1895, 7500, 7500, 3895, 2000, 4500, 2500, 6500, 4000, 6200, 3300, 2000, 0, 0, 0, 0, 1000, 1000, 1000, 2000, 2000, 500, 0, 1000,
        1000, 2, 2000, 60_000, 60,
    ];
    let mut words = [1000; Parameters::COUNT];
    words[..known.len()].copy_from_slice(&known);
    words
}
