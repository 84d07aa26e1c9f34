"""The WebSocket engine: gateway, hub and replay; knows no domain and no database."""
