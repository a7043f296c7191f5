// Everything that Thrift's language has and the Social Network does not use.
include "rich_base.thrift"

namespace py rich

enum Colour { RED = 1, GREEN, BLUE = 0x10 }

typedef i64 Id
typedef list<Id> Ids

const i64 LARGE = 9223372036854775807
const map<string, list<i32>> TABLE = {"a": [1, 2], "b": []}
const Colour FAVOURITE = Colour.BLUE

union Either {
  1: i32 number
  2: string text
  3: Leaf leaf
}

struct Leaf {
  1: required string name
  2: optional i32 weight
}

struct Tree {
  1: string label
  2: list<Tree> children
  3: optional Tree twin
}

struct Everything {
  1: bool yes
  2: byte tiny
  3: i16 small
  4: i32 medium
  5: i64 large
  6: double real
  7: string text
  8: binary bytes
  9: Colour colour
  10: Leaf leaf
  11: Either either
  12: list<list<Leaf>> nested
  13: set<i64> numbers
  14: set<string> words
  15: map<string, i32> by_name
  16: map<i64, string> by_number
  17: map<Colour, bool> by_colour
  18: map<Leaf, i32> by_leaf
  19: map<bool, list<map<i16, double>>> deep
  20: optional string maybe
  21: i32 preset = 42
  22: optional Colour preset_colour = Colour.GREEN
  23: Ids ids
  24: rich_base.Shared shared_one
  32767: i64 last
}

exception Bad {
  1: string message
  2: i64 code
}

exception Worse {
  1: rich_base.Shared why
}

service Rich extends rich_base.Base {
  Everything echo(1: Everything value) throws (1: Bad bad, 2: Worse worse)
  void nothing()
  oneway void forget(1: string what)
  i64 fail(1: i32 how) throws (1: Bad bad, 2: Worse worse)
  list<Tree> trees(1: list<Tree> trees, 5: optional i32 limit)
}
