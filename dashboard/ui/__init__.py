"""What people see: pages, charts, sign-in and the server. No other room of the dashboard imports Streamlit."""
