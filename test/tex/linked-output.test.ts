import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ObjectId } from 'mongodb';
import { describeForms } from '#test/harness/forms';
import { register, withDatabase } from '#test/overleaf/accounts';
import { createProject } from '#test/overleaf/project-client';

const skip = process.env.MONGO_URL ? false : 'MONGO_URL does not name the store that is looked into';

describeForms('overleaf', 'files that a compile has made, in projects', { skip }, ({ form, url }) => {
  const rootOf = (project: string): Promise<string> =>
    withDatabase(form, async (db) => {
      const found = await db.collection('projects').findOne({ _id: new ObjectId(project) });
      return String(found?.rootFolder[0]._id);
    });

  it('are linked, and taken from the last build when they are refreshed', async () => {
    const ada = await register(url);
    const project = await createProject(url, ada, rootOf, { template: 'example' });
    const compile = async (): Promise<string> => {
      const { status, outputFiles } = await project.post('/compile');
      assert.equal(status, 'success');
      return Object(outputFiles)[0].build;
    };
    const link = async (path: string, build?: string): Promise<string> => {
      const data = { source_project_id: project.id, source_output_file_path: path, build_id: build };
      const { new_file_id } = await project.post('/linked_file', {
        name: path,
        provider: 'project_output_file',
        data,
      });
      return String(new_file_id);
    };
    const build = await compile();
    const pdf = await project.bytesAt(`/file/${await link('output.pdf', build)}`);
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    const log = await link('output.log');
    assert.match(String(await project.bytesAt(`/file/${log}`)), /^This is pdfTeX/);
    const { new_file_id } = await project.post(`/linked_file/${log}/refresh`);
    assert.match(String(await project.bytesAt(`/file/${new_file_id}`)), /^This is pdfTeX/);
    for (const [path, from] of [
      ['output.nothing', build],
      ['../../../etc/passwd', build],
      ['output.pdf', '../..'],
    ]) {
      const data = { source_project_id: project.id, source_output_file_path: path, build_id: from };
      const json = { name: 'x', provider: 'project_output_file', data };
      assert.equal((await project.ask('POST', '/linked_file', { json })).status, 404, path);
    }
  });
});
