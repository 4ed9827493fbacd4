package org.channelmirror.internal.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.channelmirror.model.PackageFileName;
import org.junit.jupiter.api.Test;

class PackageUrlTest {

    private static String resolved(String name) {
        URI folder = URI.create("https://host/c/noarch/");
        return folder.resolve(PackageUrl.encode(new PackageFileName(name))).toString();
    }

    @Test
    void plainNamesStay() {
        assertEquals("https://host/c/noarch/numpy-1.26.4-py312_0.conda", resolved("numpy-1.26.4-py312_0.conda"));
        assertEquals("https://host/c/noarch/x-1!2.0-~a(b)=0.tar.bz2", resolved("x-1!2.0-~a(b)=0.tar.bz2"));
    }

    @Test
    void whatAServerMightReadInAnotherWayIsEncoded() {
        assertEquals("https://host/c/noarch/x-1.0%2Blocal-0.conda", resolved("x-1.0+local-0.conda"));
        assertEquals("https://host/c/noarch/x-1%2541-0.conda", resolved("x-1%41-0.conda"));
        assertEquals("https://host/c/noarch/x%23%5B1%5D-0.conda", resolved("x#[1]-0.conda"));
    }
}
