"""A database that goes away and comes back, as PostgreSQL does when it is restarted."""
import psycopg
import pytest
from django.db import connection
from django.test import Client


def cut_all_connections():
    """What a restart of PostgreSQL does to whoever is connected to this database."""
    settings = connection.settings_dict
    server = psycopg.connect(
        dbname=settings["NAME"], user=settings["USER"], host=settings["HOST"], port=settings["PORT"] or None
    )
    with server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_whoever_comes_while_the_database_restarts_is_told_so_and_served_as_soon_as_it_is_back(
    committed_db, small_site, language
):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    visitor, address = Client(), f"/{language}/alvmark/om-oss/"
    assert visitor.get(address).status_code == 200
    cut_all_connections()
    response = visitor.get(address)
    assert response.status_code == 503
    assert f'<html lang="{language}"' in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    connection.close()  # what CONN_HEALTH_CHECKS does at the next request outside tests
    assert visitor.get(address).status_code == 200
