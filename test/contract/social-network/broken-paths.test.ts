import { describeBrokenPaths } from '#test/harness/broken-paths';

describeBrokenPaths('social-network', ['/api/user/', '/wrk2-api/post/', '/api/']);
