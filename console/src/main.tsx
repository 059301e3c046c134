import '@cloudscape-design/global-styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { applyStoredTheme } from './frame/theme.ts';
import { SessionGate } from './session/session-gate.tsx';

applyStoredTheme();
const place = document.getElementById('console');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <BrowserRouter>
        <SessionGate />
      </BrowserRouter>
    </StrictMode>,
  );
}
