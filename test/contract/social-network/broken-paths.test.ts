import { describeBrokenPaths } from '#test/harness/broken-paths';

describeBrokenPaths('social-network', ['/api', '/wrk2-api/post']);
