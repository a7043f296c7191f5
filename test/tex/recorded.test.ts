import { replay } from '#test/contract/overleaf/replay';

replay('clsi');
