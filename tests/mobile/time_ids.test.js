import { uuid7 } from "/app/time.js";
import { equal, ok } from "./assert.js";

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOW = Date.UTC(2026, 4, 20, 10, 0, 0, 123);

export function an_id_has_the_shape_that_the_server_asks_for() {
  for (let n = 0; n < 1000; n++) ok(UUID7.test(uuid7()), uuid7());
  for (const byte of [0, 0xff]) ok(UUID7.test(uuid7(NOW, new Uint8Array(10).fill(byte))));
}

export function an_id_begins_with_its_time() {
  equal(parseInt(uuid7(NOW).replaceAll("-", "").slice(0, 12), 16), NOW);
}

export function an_id_made_later_sorts_later() {
  const high = new Uint8Array(10).fill(0xff);
  ok(uuid7(NOW, high) < uuid7(NOW + 1, new Uint8Array(10)));
  ok(uuid7(0, high) < uuid7(NOW, new Uint8Array(10)));
}

export function ids_of_one_moment_differ() {
  equal(new Set(Array.from({ length: 10_000 }, () => uuid7(NOW))).size, 10_000);
}

export function a_clock_outside_the_years_of_an_id_gives_one_all_the_same() {
  for (const now of [-62_135_596_800_001, -1, 0, 0.5, 2 ** 48, 8.64e15]) ok(UUID7.test(uuid7(now)), `${now} gives ${uuid7(now)}`);
}

export function the_random_part_is_the_one_that_was_given() {
  equal(uuid7(NOW, new Uint8Array([0xf1, 2, 0xf3, 4, 5, 6, 7, 8, 9, 10])), "019e44c0-727b-7102-b304-05060708090a".replace(/^.{13}/, uuid7(NOW).slice(0, 13)));
}
