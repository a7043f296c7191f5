import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateGraph, parseGraph, randomFrom, reed98 } from '#apps/social-network/graph/graph';
import { mixes, reedUsers } from '#apps/social-network/load/mixes';

function degreesOf({ nodes, edges }: { nodes: number; edges: [number, number][] }): number[] {
  const degrees = new Array<number>(nodes).fill(0);
  for (const edge of edges) for (const user of edge) degrees[user - 1] = (degrees[user - 1] ?? 0) + 1;
  return degrees.sort((a, b) => a - b);
}

test('the generated graph has the users, the edges and the degrees of the original', () => {
  const graph = generateGraph();
  assert.equal(graph.nodes, reed98.nodes);
  assert.equal(graph.edges.length, reed98.edges);
  assert.equal(
    new Set(graph.edges.map(([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`)).size,
    reed98.edges,
  );
  assert.ok(graph.edges.every(([a, b]) => a !== b && a >= 1 && b >= 1 && a <= 962 && b <= 962));
  const degrees = degreesOf(graph);
  const [least = 0, median = 0, greatest = 0] = [degrees[0], degrees[481], degrees.at(-1)];
  assert.ok(least >= 1 && least <= 3, `least ${least}`);
  assert.ok(median >= 24 && median <= 34, `median ${median}`);
  assert.ok(greatest >= 220 && greatest <= 400, `greatest ${greatest}`);
  assert.deepEqual(generateGraph(), graph, 'the same each time');
  assert.notDeepEqual(generateGraph(reed98, 2).edges, graph.edges);
});

test('files of both formats are read', () => {
  assert.deepEqual(parseGraph('% comment\n3 3 2\n1 2\n3 1\n'), {
    nodes: 3,
    first: 1,
    edges: [
      [1, 2],
      [3, 1],
    ],
  });
  assert.deepEqual(parseGraph('0 1\n1 2\n'), {
    nodes: 3,
    first: 0,
    edges: [
      [0, 1],
      [1, 2],
    ],
  });
});

test('what is wrong with a file is named with its line', () => {
  assert.throws(() => parseGraph('1 2\nx y\n'), /line 2: 'x y' is not two whole numbers/);
  assert.throws(() => parseGraph('1 2\n1 2 3\n'), /line 2/);
  assert.throws(() => parseGraph('1 2\n2 1\n'), /line 2: the edge 1 2 is there already/);
  assert.throws(() => parseGraph('1 1\n'), /line 1: 1 follows itself/);
  assert.throws(() => parseGraph('3 3 5\n1 2\n'), /announces 5 edges, the file has 1/);
  assert.throws(() => parseGraph('2 2 1\n1 7\n'), /announces 2 nodes/);
  assert.throws(() => parseGraph(''), /no edges/);
  assert.throws(() => generateGraph({ nodes: 10, edges: 100 }), /cannot have 100 edges/);
});

test('the mixes ask for what the scripts of the original ask for', () => {
  const random = randomFrom(7);
  const all = mixes();
  const counts = { home: 0, user: 0, compose: 0 };
  for (let i = 0; i < 5000; i += 1) {
    const { path } = all.mixed(random);
    if (path.includes('home-timeline')) counts.home += 1;
    else if (path.includes('user-timeline')) counts.user += 1;
    else counts.compose += 1;
  }
  for (const [name, part] of [
    ['home', 0.6],
    ['user', 0.3],
    ['compose', 0.1],
  ] as const)
    assert.ok(Math.abs(counts[name] / 5000 - part) < 0.03, `${name} ${counts[name]}`);
  for (let i = 0; i < 200; i += 1) {
    const { method, path, body = '' } = all['compose-post'](random);
    assert.deepEqual([method, path], ['POST', '/wrk2-api/post/compose']);
    const shape =
      /^username=username_(\d+)&user_id=\1&text=\w{256}( @username_\d+){1,6}( http:\/\/\w{64}){1,6}&media_ids=\["\d{18}"(,"\d{18}"){0,4}\]&media_types=\["png"(,"png"){0,4}\]&post_type=0$/;
    assert.match(body, shape);
    const id = Number(shape.exec(body)?.[1]);
    assert.ok(id >= reedUsers.first && id < reedUsers.first + reedUsers.count);
    assert.ok(!body.includes(`@username_${id} `), 'nobody mentions themselves');
    const [, start, stop] = /start=(\d+)&stop=(\d+)$/.exec(all['read-home-timeline'](random).path) ?? [];
    assert.ok(Number(start) >= 0 && Number(start) <= 100 && Number(stop) === Number(start) + 10);
  }
});
