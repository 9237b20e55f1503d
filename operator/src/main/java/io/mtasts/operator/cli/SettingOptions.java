package io.mtasts.operator.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes flags of settings. */
final class SettingOptions {
    private SettingOptions() {}

    static void add(CommandSpec command, List<Setting> settings) {
        settings.forEach(setting -> command.addOption(option(setting)));
    }

    private static OptionSpec option(Setting setting) {
        var usual = setting.usual();
        boolean hasUsual = !usual.isEmpty() && setting.form() != Setting.Form.SWITCH;
        var builder = OptionSpec.builder(setting.flag())
                .hidden(setting.scope() == Setting.Scope.LAB)
                .description(escaped(setting.help() + (hasUsual ? " Default: " + usual + "." : "")));
        return switch (setting.form()) {
            case ONE -> builder.type(String.class).paramLabel(setting.label()).build();
            case LIST ->
                builder.type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel(setting.label())
                        .build();
            case SWITCH -> builder.type(boolean.class).arity("0").build();
        };
    }

    /** A description is a format string to picocli. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
