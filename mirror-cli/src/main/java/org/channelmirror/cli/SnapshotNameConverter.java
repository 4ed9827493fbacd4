package org.channelmirror.cli;

import org.channelmirror.model.SnapshotName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a snapshot or label as it is typed. */
final class SnapshotNameConverter implements ITypeConverter<SnapshotName> {

    @Override
    public SnapshotName convert(String value) {
        try {
            return new SnapshotName(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
