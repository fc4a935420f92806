"""The only rooms that import Streamlit."""
