// The same words are found as on the server: folding.json is read by tests/api/rules/test_crisis.py too.
import { folded, speaksOfIt } from "/app/check_ins.js";
import { equal } from "./assert.js";

const pairs = await (await fetch("/tests/folding.json")).json();
const PHRASES = [" want to die ", " mochte sterben ", " cant go on "];

export function words_are_compared_as_the_server_compares_them() {
  for (const [text, wanted] of pairs) equal(folded(text), wanted, text);
}

export function whole_words_are_found_however_they_are_typed() {
  const found = ["Some nights I WANT to die.", "Ich möchte\nsterben", "I can’t go on", "I wanted to die", "möchte zu Hause sterben", ""].map((note) => speaksOfIt(note, PHRASES));
  equal(found, [true, true, true, false, false, false]);
}

export function before_the_words_have_come_nothing_is_found() {
  equal([speaksOfIt("I want to die", undefined), speaksOfIt("I want to die", [])], [false, false]);
}
