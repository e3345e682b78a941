package dev.tradespace.core.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenBlasKernelsTest {
    private static final String ZEN_4 =
            "fpu sse2 fma avx avx2 bmi2 avx512f avx512dq avx512ifma avx512cd avx512bw avx512vl avx512_vnni";

    private static List<String> processor(String vendor, String flags) {
        return List.of("processor\t: 0", "vendor_id\t: " + vendor, "model\t\t: 17", "", "flags\t\t: " + flags);
    }

    @Test
    void asksForAvx512WhereAmdHasAllOfIt() {
        assertEquals(Optional.of("SkylakeX"), OpenBlasKernels.choice(processor("AuthenticAMD", ZEN_4), Map.of()));
    }

    @Test
    void asksForNothingWhereAFlagIsMissing() {
        String zen3 = "fpu sse2 fma avx avx2 bmi2";
        String withoutVl = ZEN_4.replace("avx512vl", "avx512vbmi");

        assertEquals(Optional.empty(), OpenBlasKernels.choice(processor("AuthenticAMD", zen3), Map.of()));
        assertEquals(Optional.empty(), OpenBlasKernels.choice(processor("AuthenticAMD", withoutVl), Map.of()));
    }

    @Test
    void leavesIntelAndTheUnknownToOpenBlas() {
        assertEquals(Optional.empty(), OpenBlasKernels.choice(processor("GenuineIntel", ZEN_4), Map.of()));
        assertEquals(Optional.empty(), OpenBlasKernels.choice(List.of("Processor: an ARM", "no colon"), Map.of()));
        assertEquals(Optional.empty(), OpenBlasKernels.choice(List.of(), Map.of()));
    }

    @Test
    void leavesWhatTheUserHasSet() {
        Map<String, String> set = Map.of("OPENBLAS_CORETYPE", "Haswell");

        assertEquals(Optional.empty(), OpenBlasKernels.choice(processor("AuthenticAMD", ZEN_4), set));
    }
}
