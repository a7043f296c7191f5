import assert from 'node:assert/strict';
import { it } from 'node:test';
import { generateGraph } from '#apps/social-network/graph/graph';
import { loadGraph } from '#apps/social-network/graph/load';
import { mixes } from '#apps/social-network/load/mixes';
import { runLoad } from '#apps/social-network/load/run';
import { describeForms } from '#test/harness/forms';

const size = { nodes: 100, edges: 900 };
const plan = { rate: 25, seconds: 5 };

describeForms('social-network', 'the loads of the original', ({ url }) => {
  it(`${size.nodes} users and ${size.edges * 2} follows, then each mix, and no request fails`, async () => {
    const graph = generateGraph(size);
    await loadGraph({ ...graph, edges: graph.edges.slice(0, 100) }, { url, limit: 50 });
    // A load that ended early can be repeated.
    await loadGraph(graph, { url, limit: 50 });
    for (const [name, mix] of Object.entries(mixes({ first: 1, count: size.nodes }))) {
      const { requests, failures } = await runLoad(url, mix, plan);
      assert.deepEqual(failures, [], name);
      assert.equal(requests, plan.rate * plan.seconds);
    }
  });
});
