"""Addresses that belong to no language."""

from django.urls import path

from services.feeds.robots import robots
from services.feeds.security import security_txt
from services.feeds.sitemap import sitemap, sitemap_part

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-pages-<int:number>.xml", sitemap_part, {"kind": "pages"}, name="sitemap_pages"),
    path("sitemap-directory-<int:number>.xml", sitemap_part, {"kind": "directory"}, name="sitemap_directory"),
]
