namespace py rich_base

struct Shared {
  1: string what
  2: double how_much
}

service Base {
  string ping(1: string text)
}
