package dev.tradespace.server;

import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Devices that nobody here owns, with published latencies of toys. */
public final class ToyDevices {
    /** The small toy takes 2 ms, the large one 30 ms. */
    public static final String BOARD = "toy-board/ncnn-fp32-1t";
    /** The small toy takes 3 ms, the large one 4 ms. */
    public static final String PHONE = "toy-phone/tflite-gpu-fp32";
    /** The small toy takes 1 ms. */
    public static final String PHONE_INT8 = "toy-phone/tflite-npu-int8";

    private ToyDevices() {}

    /** Writes them into a home. */
    public static void write(Path home) throws IOException {
        Path folder = Files.createDirectories(DeviceFiles.folder(home));
        Files.createDirectories(folder.resolve("rows"));
        Files.writeString(folder.resolve("devices.csv"), """
                id,name,kind,chip,aliases,ram_kib,flash_kib
                toy-board,Toy Board,board,Toy A53,Acme Toy Board v2,,
                toy-phone,Toy Phone,phone,Toy SoC,,,
                """);
        Files.writeString(folder.resolve("sources.csv"), """
                id,title,url,commit,licence,date,statistic,conditions
                toy-table,Toy table,https://example.org/toys,0123abc,CC0-1.0,2026-11-02,median of 5 runs,empty weights
                """);
        Files.writeString(folder.resolve("rows").resolve("toy-table.csv"), """
                device,runtime,compute_unit,precision,threads,network,value,unit,locator
                toy-board,ncnn,cpu,fp32,1,toy/small,2,ms,table 1
                toy-board,ncnn,cpu,fp32,1,toy/large,30,ms,table 1
                toy-phone,tflite,gpu,fp32,,toy/small,3,ms,table 2
                toy-phone,tflite,gpu,fp32,,toy/large,4,ms,table 2
                toy-phone,tflite,npu,int8,,toy/small,1,ms,table 3
                """);
    }

    /** The catalogue of a home. */
    public static DeviceCatalogue catalogue(Path home) {
        return DeviceCatalogue.load(List.of(DeviceFiles.folder(home)));
    }
}
