import { render } from 'preact';

render(<p>Social Network</p>, document.getElementById('page') as HTMLElement);
