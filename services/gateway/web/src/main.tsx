import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import './app/print.css';
import { pages } from '@closeout/contracts/pages';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { forgetLinkToken } from './passwords/linkToken.js';
import { keepFocus } from './ui/focus.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
keepFocus();
// Whoever went elsewhere in this window has given the link up.
if (window.location.pathname !== pages.choosePassword) forgetLinkToken();
createRoot(root).render(<App />);
