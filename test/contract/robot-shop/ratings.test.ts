import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { atOnce, unique } from '#test/harness/many';

interface Rating {
  avg_rating: number;
  rating_count: number;
}

describeForms('robot-shop', 'ratings', ({ request }) => {
  const rate = (sku: string, score: number | string) => request.put(`/api/ratings/api/rate/${sku}/${score}`);
  const fetchRating = async (sku: string) =>
    (await request.get(`/api/ratings/api/fetch/${sku}`).expect(200)).body as Rating;
  const sum = ({ avg_rating, rating_count }: Rating) => avg_rating * rating_count;

  it('says that its store answers', async () => {
    await request.get('/api/ratings/_health').expect(200, { pdo_connectivity: true });
  });

  it('knows no stars of what nobody has rated', async () => {
    assert.deepEqual(await fetchRating(unique('none')), { avg_rating: 0, rating_count: 0 });
  });

  it('counts a vote', async () => {
    const before = await fetchRating('EPE');
    await rate('EPE', 4).expect(200, { success: true });
    const after = await fetchRating('EPE');
    assert.equal(after.rating_count, before.rating_count + 1);
    assert.ok(Math.abs(sum(after) - sum(before) - 4) <= 0.01 * after.rating_count);
    assert.equal(after.avg_rating, Math.round(after.avg_rating * 100) / 100);
  });

  it('takes less than one star for one, and more than five for five', async () => {
    for (const [score, counted] of [
      [-3, 1],
      [99, 5],
    ] as const) {
      const before = await fetchRating('EMM');
      await rate('EMM', score).expect(200);
      const after = await fetchRating('EMM');
      assert.ok(Math.abs(sum(after) - sum(before) - counted) <= 0.01 * after.rating_count);
    }
  });

  it('loses no vote that is given at the same time as others', async () => {
    const before = await fetchRating('Watson');
    await atOnce(20, () => rate('Watson', 3).expect(200));
    assert.equal((await fetchRating('Watson')).rating_count, before.rating_count + 20);
  });

  it('takes no votes for what there is not, and none that are no numbers', async () => {
    await rate(unique('none'), 3).expect(404);
    for (const score of ['x', '1.5', '1e1', '%20']) await rate('EPE', score).expect(400);
  });

  it('answers 405 for other methods and 404 for other paths', async () => {
    await request.get('/api/ratings/api/rate/EPE/3').expect(405);
    await request.post('/api/ratings/api/rate/EPE/3').expect(405);
    await request.put('/api/ratings/api/fetch/EPE').expect(405);
    await request.get('/api/ratings/nosuch').expect(404);
  });
});
