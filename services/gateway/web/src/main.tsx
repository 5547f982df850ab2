import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/app.css';
import './app/print.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { keepFocus } from './ui/focus.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
keepFocus();
createRoot(root).render(<App />);
